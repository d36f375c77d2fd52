package dev.comicpile.query;

import dev.comicpile.portability.ExportConfiguration;
import dev.comicpile.startup.Launch;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The read side: projections of the events, and the reads answered from them. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@Import(ExportConfiguration.class)
public class QueryServiceApplication {

  public static void main(String[] args) {
    Launch.run("comic-pile,query-service", args, QueryServiceApplication.class);
  }
}
