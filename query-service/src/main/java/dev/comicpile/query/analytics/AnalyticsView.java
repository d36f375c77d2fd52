package dev.comicpile.query.analytics;

import dev.comicpile.api.ReaderId;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.ThreadTable;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What can be counted, counted as it changes: every event with a flag that says whether it stands,
 * the sums of those that do, and threads.
 */
@Component
class AnalyticsView implements View {

  private static final List<String> TABLES =
      List.of(
          "views.analytics_fact",
          "views.analytics_count",
          "views.analytics_reading",
          "views.analytics_quarter",
          "views.analytics_pile",
          "views.analytics_thread");

  @Override
  public ViewName name() {
    return ViewName.ANALYTICS;
  }

  @Override
  public ThreadTable threads() {
    return ThreadTable.ANALYTICS;
  }

  @Override
  public Run begin(ReaderId readerId, Changes changes) {
    return new CountedEvents(readerId, changes);
  }

  @Override
  public List<String> tables() {
    return TABLES;
  }
}
