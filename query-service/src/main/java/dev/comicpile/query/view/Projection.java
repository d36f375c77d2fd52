package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run of a reader's events changes in views. */
final class Projection {

  private Projection() {}

  /**
   * Adds what takes the rows of views along with whole actions that follow on a version.
   *
   * @param views what the events change is read from the first of them
   * @return where the views stand then
   */
  static Cursor add(
      Changes changes,
      JdbcClient jdbc,
      List<View> views,
      ReaderId readerId,
      Cursor from,
      List<RecordedEvent> events) {
    Fold fold = new Fold(jdbc, views.getFirst(), readerId, from, events);
    List<View.Run> runs =
        views.stream().map(view -> view.writing().begin(readerId, changes)).toList();
    for (RecordedEvent recorded : events) {
      fold.evolve(recorded.event());
      runs.forEach(run -> run.take(recorded, fold.contents()));
    }
    runs.forEach(run -> run.end(fold));
    for (View view : views) {
      ThreadTable threads = view.threads();
      if (threads != null) {
        threads.write(readerId, fold, changes);
      }
    }
    PastSessions.write(views, readerId, fold, changes);
    return Cursor.at(events.getLast().version(), fold.contents().openSession().orElse(null));
  }

  /** Deletes all that a view keeps of a reader. */
  static void delete(JdbcClient jdbc, View view, ReaderId readerId) {
    for (String table : view.tables()) {
      jdbc.sql("delete from " + table + " where reader_id = ?").param(readerId.number()).update();
    }
    PastSessions.delete(jdbc, view.name(), readerId);
  }
}
