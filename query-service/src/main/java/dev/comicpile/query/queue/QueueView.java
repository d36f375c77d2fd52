package dev.comicpile.query.queue;

import dev.comicpile.query.view.ThreadTable;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Threads, their order, and sessions as they are now: all that a read of the pile needs. */
@Configuration(proxyBeanMethods = false)
class QueueView {

  @Bean
  View queue() {
    return new View(
        ViewName.QUEUE, List.of("views.thread"), ThreadTable.QUEUE, View.Writing.NOTHING);
  }
}
