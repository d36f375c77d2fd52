package dev.comicpile.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The command-service: accounts and every write. */
@SpringBootApplication
public class CommandServiceApplication {

  static void main(String[] args) {
    System.setProperty("spring.config.name", "comic-pile,command-service");
    SpringApplication.run(CommandServiceApplication.class, args);
  }
}
