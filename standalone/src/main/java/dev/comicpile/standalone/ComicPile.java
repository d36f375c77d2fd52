package dev.comicpile.standalone;

import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.command.DatabaseCommands;
import dev.comicpile.command.demo.DemoReader;
import dev.comicpile.portability.backup.InPlaceRestore;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.query.QueryServiceApplication;
import dev.comicpile.standalone.launch.Options;
import dev.comicpile.standalone.launch.TrainingRun;
import dev.comicpile.standalone.launch.Upkeep;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.Launch;
import dev.comicpile.startup.ListenAddress;
import dev.comicpile.startup.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Comic Pile in one process: both services and a PostgreSQL of its own. */
public final class ComicPile {

  private ComicPile() {}

  public static void main(String[] args) {
    if (Launch.isAsked(args, "--help")) {
      System.out.print(Options.usage() + DatabaseCommands.USAGE + EarlierDatabases.USAGE);
    } else if (Launch.isAsked(args, "--version")) {
      System.out.println("Comic Pile " + Launch.version());
    } else if (args.length > 0 && args[0].equals(EarlierDatabases.COMMAND)) {
      Launch.orExit(
          () ->
              EarlierDatabases.remove(
                  Options.parse(Arrays.asList(args).subList(1, args.length)).dataDirectory()));
    } else if (DatabaseCommands.isAskedFor(args)) {
      Launch.orExit(() -> run(DatabaseCommands.parse(args)));
    } else {
      Launch.orExit(() -> run(Options.parse(Arrays.asList(args)), args));
    }
  }

  private static void run(DatabaseCommand command) {
    Path directory = Options.parse(command.rest()).dataDirectory();
    DataDirectory.requireOwn(directory);
    DirectoryFormat.own().requireNotNewer(directory);
    command.check();
    if (command.needsEmptyPlace()) {
      run(command, DataDirectory.hold(directory));
      return;
    }
    if (!EmbeddedDatabase.existsIn(directory)) {
      throw new StartFailure("There is no Comic Pile in " + directory + ".");
    }
    Optional<DataDirectory> unused = DataDirectory.tryHold(directory);
    if (unused.isPresent()) {
      run(command, unused.get());
    } else {
      DatabaseAddress running =
          EmbeddedDatabase.runningIn(directory)
              .orElseThrow(
                  () ->
                      new StartFailure(
                          "The Comic Pile in "
                              + directory
                              + " has not started yet: please try again when it is ready."));
      launch(running).withDatabase(command::run);
    }
  }

  /** With a PostgreSQL that is started for it. */
  private static void run(DatabaseCommand command, DataDirectory data) {
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    try {
      launch(database.address())
          .first(database::startInBackground)
          .beforeDatabase(database::awaitStarted)
          .withDatabase(command::run);
    } catch (StartFailure failure) {
      throw database.inItsWords(failure);
    } finally {
      database.stop();
      data.close();
    }
  }

  private static void run(Options options, String[] args) {
    DataDirectory data = DataDirectory.hold(options.dataDirectory());
    DirectoryFormat own = DirectoryFormat.own();
    own.requireNotNewer(data.path());
    DirectoryFormat.requireDatabase(data.path());
    own.upgradeOf(data.path()).ifPresent(System.out::println);
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    if (TrainingRun.isThis()) {
      TrainingRun.endWithParent();
    }
    // These run when the program ends: the web server and the pools are gone by then.
    SpringApplication.getShutdownHandlers().add(database::stop);
    InPlaceRestore restore = new InPlaceRestore(database::address, PostgresServer.USER);
    ConfigurableApplicationContext application = start(options, data, database, restore);
    String url = url(application.getEnvironment());
    if (TrainingRun.isThis()) {
      TrainingRun.play(url);
      return;
    }
    Upkeep.begin(args, EmbeddedDatabase::kill)
        .ifPresent(SpringApplication.getShutdownHandlers()::add);
    Options again = options.at(URI.create(url).getPort());
    try {
      while (true) {
        restore.removeLeftovers();
        Runnable wanted = restore.await();
        application.close();
        wanted.run();
        application = start(again, data, database, restore);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ConfigurableApplicationContext start(
      Options options, DataDirectory data, EmbeddedDatabase database, InPlaceRestore restore) {
    ConfigurableApplicationContext application;
    try {
      application = launch(options, data, database).withBean(InPlaceRestore.class, restore).start();
    } catch (StartFailure failure) {
      database.stop();
      throw database.inItsWords(failure);
    }
    if (options.demo()) {
      System.out.printf(
          "Log in as %s with the password %s.%n", DemoReader.USERNAME, DemoReader.PASSWORD);
    }
    System.out.println("Comic Pile is ready at " + url(application.getEnvironment()));
    System.out.flush();
    return application;
  }

  private static String url(ConfigurableEnvironment environment) {
    return (environment.containsProperty("server.ssl.bundle") ? "https://" : "http://")
        + ListenAddress.host(environment.getProperty("server.address", ""))
        + ":"
        + environment.getProperty("local.server.port");
  }

  private static Launch launch(Options options, DataDirectory data, EmbeddedDatabase database) {
    return launch(database.address())
        .with("server.port", options.port())
        .with("comicpile.demo", options.demo())
        .with("comicpile.data-directory", data.path())
        .with("comicpile.tombstones", data.path().resolve(TombstoneFile.NAME))
        .with("logging.file.name", data.logs().resolve("comic-pile.log"))
        .first(database::startInBackground)
        .beforeDatabase(
            () -> {
              database.awaitStarted();
              // The schemas are migrated next.
              DirectoryFormat.own().mark(data.path());
            });
  }

  private static Launch launch(DatabaseAddress database) {
    return Launch.of(
            "comic-pile,command-service,query-service,standalone",
            CommandServiceApplication.class,
            QueryServiceApplication.class,
            StandaloneConfiguration.class)
        .with("spring.datasource.url", database.url())
        .with("spring.datasource.username", database.username())
        .with("spring.datasource.password", database.password());
  }
}
