package dev.comicpile.standalone;

import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.command.demo.DemoReader;
import dev.comicpile.query.QueryServiceApplication;
import dev.comicpile.web.start.Launch;
import dev.comicpile.web.start.StartFailure;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Comic Pile in one process: both services and a PostgreSQL of its own. */
public final class ComicPile {

  private ComicPile() {}

  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Options.USAGE);
    } else if (Arrays.asList(args).contains("--version")) {
      System.out.println("Comic Pile " + Launch.version(ComicPile.class));
    } else {
      Launch.orExit(() -> run(args));
    }
  }

  private static void run(String[] args) {
    Options options =
        Options.parse(args, System.getenv(), Path.of(System.getProperty("user.home", ".")));
    DataDirectory data = DataDirectory.hold(options.dataDirectory());
    EmbeddedDatabase database = new EmbeddedDatabase(data);
    // These run when the application is closed: the web server and the pools are gone by then.
    SpringApplication.getShutdownHandlers().add(database::stop);
    ConfigurableApplicationContext application;
    try {
      application = launch(options, data, database).start();
    } catch (StartFailure failure) {
      database.stop();
      throw failure;
    }
    if (options.demo()) {
      System.out.printf(
          "Log in as %s with the password %s.%n", DemoReader.USERNAME, DemoReader.PASSWORD);
    }
    System.out.println(
        "Comic Pile is ready at http://localhost:"
            + application.getEnvironment().getProperty("local.server.port"));
    System.out.flush();
  }

  private static Launch launch(Options options, DataDirectory data, EmbeddedDatabase database) {
    return Launch.of(
            "comic-pile,command-service,query-service,standalone",
            CommandServiceApplication.class,
            QueryServiceApplication.class,
            StandaloneConfiguration.class)
        .with("server.port", options.port())
        .with("comicpile.demo", options.demo())
        .with("logging.file.name", data.logs().resolve("comic-pile.log"))
        .with("spring.datasource.url", database.url())
        .with("spring.datasource.username", database.user())
        .with("spring.datasource.password", database.password())
        .first(database::startInBackground)
        .beforeDatabase(database::awaitStarted);
  }
}
