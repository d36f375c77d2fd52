package dev.comicpile.web.start;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts one of the programs. A PostgreSQL that is not up yet is waited for; a start that fails
 * ends in one sentence instead of a stack trace.
 */
public final class Launch {

  private static final Logger log = LoggerFactory.getLogger(Launch.class);

  /** Whether a failed start is told by this class, and must not be logged by Spring Boot too. */
  private static volatile boolean telling;

  private final String configNames;
  private final Class<?>[] sources;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private Runnable preparation = () -> {};
  private Runnable beforeDatabase = () -> {};
  private Consumer<ConfigurableApplicationContext> customizer = context -> {};
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
  public static void run(String configNames, String[] args, Class<?>... sources) {
    orExit(
        () -> {
          Launch launch = of(configNames, sources);
          for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals("--help")) {
              System.out.println("Arguments: [--port PORT] [--help] [--version]");
              System.out.println("Settings are PILE_ variables; docs/configuration.md lists them.");
              return;
            } else if (arg.equals("--version")) {
              System.out.println("Comic Pile " + version(sources[0]));
              return;
            } else if (arg.startsWith("--port=")) {
              launch.with("server.port", PortNumber.parse("--port", arg.substring(7)));
            } else if (arg.equals("--port") && i + 1 < args.length) {
              launch.with("server.port", PortNumber.parse("--port", args[++i]));
            } else if (arg.equals("--port")) {
              throw new StartFailure("--port needs a value, such as --port 8080.");
            } else {
              throw new StartFailure("There is no argument '" + arg + "': --help lists them.");
            }
          }
          launch.start();
        });
  }

  /** Runs something that may end the process with exit code 1 and one sentence. */
  public static void orExit(Runnable program) {
    // Whatever language the machine speaks, libraries included write the same digits and letters.
    Locale.setDefault(Locale.ROOT);
    try {
      program.run();
    } catch (StartFailure failure) {
      tell(failure, System.err);
      System.exit(1);
    }
  }

  /** The version of the program that this class belongs to. */
  public static String version(Class<?> program) {
    String version = program.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }

  static void tell(StartFailure failure, PrintStream err) {
    log.debug("The start failed", failure);
    err.println(failure.getMessage());
    err.flush();
  }

  /** Whether somebody launched this program, rather than a test its application context. */
  static boolean isTelling() {
    return telling;
  }

  /** Sets a property over all configuration. */
  public Launch with(String name, Object value) {
    properties.put(name, value);
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

  /** Does something to the context before its beans are made. */
  public Launch customize(Consumer<ConfigurableApplicationContext> customizer) {
    this.customizer = customizer;
    return this;
  }

  /**
   * Starts the program and returns when it can serve.
   *
   * @throws StartFailure with the one sentence to show
   */
  public ConfigurableApplicationContext start() {
    return start(new SpringApplication(sources), this::prepare);
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
    try (ConfigurableApplicationContext context =
        start(application, started -> this.environment = started.getEnvironment())) {
      ConfigurableEnvironment known = context.getEnvironment();
      preparation.run();
      beforeDatabase.run();
      work.accept(new DatabaseWait(known, new SettingNames(known), () -> {}).await());
    }
  }

  /** The beans of a program that has none. */
  @Configuration(proxyBeanMethods = false)
  static class NoBeans {}

  private ConfigurableApplicationContext start(
      SpringApplication application,
      ApplicationContextInitializer<ConfigurableApplicationContext> initializer) {
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(initializer);
    // Axon reads this one as a system property only.
    System.setProperty("disable-axoniq-console-message", "true");
    telling = true;
    try {
      return application.run(arguments());
    } catch (StartFailure failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw new StartFailure(new FailureSentences(environment).sentence(failure), failure);
    } finally {
      telling = false;
    }
  }

  /** As arguments, the properties hold from the start, for logging and configuration files too. */
  private String[] arguments() {
    Stream<String> settings =
        properties.entrySet().stream().map(set -> "--" + set.getKey() + "=" + set.getValue());
    return Stream.concat(Stream.of("--spring.config.name=" + configNames), settings)
        .toArray(String[]::new);
  }

  /** Asked before anything else is started; whoever takes it later is found when it is bound. */
  private static void requireFree(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (BindException taken) {
      throw new StartFailure(FailureSentences.portInUse(port), taken);
    } catch (IOException e) {
      throw new StartFailure("Port " + port + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private void prepare(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    this.environment = environment;
    SettingNames names = new SettingNames(environment);
    String port = environment.getProperty("server.port");
    if (port != null && !port.isBlank()) {
      requireFree(PortNumber.parse(names.name("server.port"), port));
    }
    customizer.accept(context);
    preparation.run();
    context
        .getBeanFactory()
        .addBeanPostProcessor(new DatabaseWait(environment, names, beforeDatabase));
  }
}
