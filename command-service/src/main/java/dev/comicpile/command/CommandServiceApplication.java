package dev.comicpile.command;

import dev.comicpile.portability.ImportConfiguration;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.Launch;
import dev.comicpile.startup.StartFailure;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The command-service: accounts and every write. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@Import(ImportConfiguration.class)
public class CommandServiceApplication {

  private static final String CONFIG_NAMES = "comic-pile,command-service";

  public static void main(String[] args) {
    if (DatabaseCommands.isAskedFor(args)) {
      Launch.orExit(() -> run(DatabaseCommands.parse(args)));
      return;
    }
    Launch.run(CONFIG_NAMES, args, CommandServiceApplication.class);
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(DatabaseCommands.USAGE);
    }
  }

  private static void run(DatabaseCommand command) {
    if (!command.rest().isEmpty()) {
      throw new StartFailure("There is no argument '" + command.rest().getFirst() + "' here.");
    }
    command.check();
    Launch.of(CONFIG_NAMES).withDatabase(command::run);
  }
}
