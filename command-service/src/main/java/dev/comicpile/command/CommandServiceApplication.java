package dev.comicpile.command;

import dev.comicpile.web.start.Launch;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The command-service: accounts and every write. */
@SpringBootApplication
public class CommandServiceApplication {

  public static void main(String[] args) {
    Launch.run("comic-pile,command-service", args, CommandServiceApplication.class);
  }
}
