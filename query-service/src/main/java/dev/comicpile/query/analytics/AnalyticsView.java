package dev.comicpile.query.analytics;

import dev.comicpile.query.view.ThreadTable;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What can be counted, counted as it changes: every event with a flag that says whether it stands,
 * the sums of those that do, and threads.
 */
@Configuration(proxyBeanMethods = false)
class AnalyticsView {

  private static final List<String> TABLES =
      List.of(
          "views.analytics_fact",
          "views.analytics_count",
          "views.analytics_reading",
          "views.analytics_quarter",
          "views.analytics_pile",
          "views.analytics_thread");

  @Bean
  View analytics() {
    return new View(ViewName.ANALYTICS, TABLES, ThreadTable.ANALYTICS, CountedEvents::new);
  }
}
