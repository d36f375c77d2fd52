package dev.comicpile.startup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts one of the programs. A PostgreSQL that is not up yet is waited for; a start that fails
 * ends in one sentence instead of a stack trace.
 */
public final class Launch {

  private static final Logger log = LoggerFactory.getLogger(Launch.class);

  private static final String USAGE =
      """
      Arguments: [--port PORT] [--help] [--version]
      Settings are PILE_ variables; docs/configuration.md lists them.
      """;

  private final String configNames;
  private final Class<?>[] sources;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<Class<?>, Object> beans = new LinkedHashMap<>();
  private Runnable preparation = () -> {};
  private Runnable beforeDatabase = () -> {};
  private @Nullable ConfigurableEnvironment environment;

  private Launch(String configNames, Class<?>... sources) {
    this.configNames = configNames;
    this.sources = sources;
  }

  /**
   * A program that reads the configuration files of these names.
   *
   * @param configNames names without their ending, separated by commas; the last one wins
   * @param sources configuration classes
   */
  public static Launch of(String configNames, Class<?>... sources) {
    return new Launch(configNames, sources);
  }

  /**
   * Runs a service whose only arguments are {@code --port}, {@code --help} and {@code --version}.
   * Ends the process with exit code 1 and one sentence if it cannot start.
   */
  public static void run(String configNames, String[] args, Class<?> service) {
    if (isAsked(args, "--help")) {
      System.out.print(USAGE);
    } else if (isAsked(args, "--version")) {
      System.out.println("Comic Pile " + version());
    } else {
      orExit(() -> of(configNames, service).withPort(args).start());
    }
  }

  private Launch withPort(String[] args) {
    String port = Arguments.read(Arrays.asList(args), Map.of("--port", "PORT")).get("--port");
    return port == null ? this : with("server.port", PortNumber.parse("--port", port));
  }

  /** Whether an argument is among those that were given. */
  public static boolean isAsked(String[] args, String argument) {
    return Arrays.asList(args).contains(argument);
  }

  /** Runs something that may end the process with exit code 1 and one sentence. */
  public static void orExit(Runnable program) {
    // Whatever language the machine speaks, libraries included write the same digits and letters.
    Locale.setDefault(Locale.ROOT);
    try {
      program.run();
    } catch (StartFailure failure) {
      log.debug("The start failed", failure);
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  /** The version of this program, which Maven writes into every build. */
  public static String version() {
    try (InputStream in = Launch.class.getResourceAsStream("version.txt")) {
      String version =
          in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return version.isEmpty() || version.startsWith("@") ? "(development)" : version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a property over all configuration. */
  public Launch with(String name, Object value) {
    properties.put(name, value);
    return this;
  }

  /** Gives the program a bean that is there before it. */
  public <T> Launch withBean(Class<T> type, T bean) {
    beans.put(type, bean);
    return this;
  }

  /** Does something as soon as the configuration is read and logging works. */
  public Launch first(Runnable preparation) {
    this.preparation = preparation;
    return this;
  }

  /** Does something just before the database is needed. */
  public Launch beforeDatabase(Runnable beforeDatabase) {
    this.beforeDatabase = beforeDatabase;
    return this;
  }

  /**
   * Starts the program and returns when it can serve.
   *
   * @throws StartFailure with the one sentence to show
   */
  public ConfigurableApplicationContext start() {
    return start(
        new SpringApplication(sources),
        context -> {
          ConfigurableEnvironment known = context.getEnvironment();
          requireListening(known);
          TlsFiles.apply(known);
          preparation.run();
          beans.forEach(
              (type, bean) -> context.getBeanFactory().registerSingleton(type.getName(), bean));
          context.getBeanFactory().addBeanPostProcessor(new DatabaseWait(known, beforeDatabase));
        });
  }

  /**
   * Does something with the database alone, instead of starting the program: its configuration is
   * read, but none of its beans is made, and nothing is logged on standard output.
   *
   * @throws StartFailure with the one sentence to show
   */
  public void withDatabase(Consumer<DatabaseAddress> work) {
    SpringApplication application = new SpringApplication(NoBeans.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    with("logging.threshold.console", "off");
    try (ConfigurableApplicationContext context = start(application, started -> {})) {
      preparation.run();
      work.accept(new DatabaseWait(context.getEnvironment(), beforeDatabase).await());
    }
  }

  /** The beans of a program that has none. */
  @Configuration(proxyBeanMethods = false)
  static class NoBeans {}

  private ConfigurableApplicationContext start(
      SpringApplication application, Consumer<ConfigurableApplicationContext> initializer) {
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(
        context -> {
          environment = context.getEnvironment();
          initializer.accept(context);
        });
    // Axon reads this one as a system property only.
    System.setProperty("disable-axoniq-console-message", "true");
    try {
      return application.run(arguments());
    } catch (RuntimeException failure) {
      throw failure instanceof StartFailure told
          ? told
          : new StartFailure(new FailureSentences(environment).sentence(failure), failure);
    }
  }

  /** As arguments, the properties hold from the start, for logging and configuration files too. */
  private String[] arguments() {
    Stream<String> settings =
        properties.entrySet().stream().map(set -> "--" + set.getKey() + "=" + set.getValue());
    return Stream.concat(Stream.of("--spring.config.name=" + configNames), settings)
        .toArray(String[]::new);
  }

  /** What to listen on is looked at before anything else is started. */
  private static void requireListening(ConfigurableEnvironment environment) {
    SettingNames names = new SettingNames(environment);
    ListenAddress.parse(
        names.name("server.address"), environment.getProperty("server.address", ""));
    String port = environment.getProperty("server.port", "");
    if (!port.isBlank()) {
      PortNumber.parse(names.name("server.port"), port);
    }
  }
}
