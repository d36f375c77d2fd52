package dev.comicpile.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The read side: projections of the events, and the reads answered from them. */
@SpringBootApplication
public class QueryServiceApplication {

  static void main(String[] args) {
    System.setProperty("spring.config.name", "comic-pile,query-service");
    SpringApplication.run(QueryServiceApplication.class, args);
  }
}
