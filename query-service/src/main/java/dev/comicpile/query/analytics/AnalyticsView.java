package dev.comicpile.query.analytics;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import dev.comicpile.query.thread.ThreadChanges;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What can be counted, counted as it changes: every event with a flag that says whether it stands,
 * the sums of those that do, threads and sessions.
 */
@Component
class AnalyticsView implements View {

  private static final List<String> TABLES =
      List.of(
          "analytics_fact",
          "analytics_count",
          "analytics_reading",
          "analytics_quarter",
          "analytics_pile");

  @Override
  public ViewName name() {
    return ViewName.ANALYTICS;
  }

  @Override
  public SessionTable sessions() {
    return SessionTable.ANALYTICS;
  }

  @Override
  public void apply(
      long readerId, List<RecordedEvent> events, Changes changes, SessionFold sessions) {
    ThreadChanges threads = new ThreadChanges(events);
    // The first two ask threads and sessions how they were before.
    new PileTotals(readerId, events).write(threads, sessions, changes);
    new CountedEvents(readerId, events).write(changes);
    AnalyticsThreadRows.write(readerId, threads, changes);
    sessions().write(readerId, sessions, changes);
  }

  @Override
  public void delete(long readerId, Changes changes) {
    TABLES.forEach(
        table -> changes.run("delete from views." + table + " where reader_id = ?", readerId));
    AnalyticsThreadRows.delete(readerId, changes);
    sessions().delete(readerId, changes);
  }
}
