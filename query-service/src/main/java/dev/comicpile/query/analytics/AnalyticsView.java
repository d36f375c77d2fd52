package dev.comicpile.query.analytics;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import dev.comicpile.query.thread.ThreadChanges;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.RowInsert;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can be counted: every event with a flag that says whether it stands, threads, sessions. */
@Component
class AnalyticsView implements View {

  private static final RowInsert.Table THREADS =
      RowInsert.Table.of(
          "views.analytics_thread",
          """
          id bigint, reader_id bigint, title text, format text, issues_remaining integer,
          last_rating double precision, last_activity_at timestamptz, created_at timestamptz\
          """,
          """
          on conflict (id) do update set
            title = excluded.title, format = excluded.format,
            issues_remaining = excluded.issues_remaining, last_rating = excluded.last_rating,
            last_activity_at = excluded.last_activity_at, created_at = excluded.created_at
          where analytics_thread.reader_id = excluded.reader_id\
          """);

  private static final String FACT =
      """
      insert into views.analytics_fact
        (reader_id, version, type, at, die, result, thread_id, format, issues_read, rating, undone)
      values (?, ?, ?, ?, ?, ?, ?,
        (select format from views.analytics_thread where id = ?), ?, ?, false)\
      """;

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
    long importCounted = 0;
    for (RecordedEvent recorded : events) {
      PileEvent event = recorded.event();
      boolean counted =
          !(event instanceof ThreadsImported) || importCounted != recorded.actionVersion();
      if (event instanceof ThreadsImported) {
        importCounted = recorded.actionVersion();
      }
      if (counted) {
        count(readerId, recorded.version(), event, changes);
      }
      threads(readerId, new ThreadChanges(List.of(recorded)), changes);
    }
    sessions().write(readerId, sessions, changes);
  }

  private static void threads(long readerId, ThreadChanges threads, Changes changes) {
    if (threads.removed().length > 0) {
      changes.run(
          "delete from views.analytics_thread where reader_id = ? and id = any (?)",
          readerId,
          threads.removed());
    }
    RowInsert puts = new RowInsert(THREADS);
    for (ThreadFacts t : threads.puts()) {
      puts.add(
          t.id(),
          readerId,
          t.title(),
          t.format(),
          t.issuesRemaining(),
          t.lastRating(),
          t.lastActivityAt(),
          t.createdAt());
    }
    changes.insert(puts);
    for (ThreadChanges.Patch patch : threads.patches()) {
      changes.mustChange(
          1,
          """
          update views.analytics_thread set issues_remaining = coalesce(?, issues_remaining),
            last_rating = coalesce(?, last_rating),
            last_activity_at = coalesce(?, last_activity_at)
          where id = ? and reader_id = ?\
          """,
          patch.issuesRemaining(),
          patch.rating(),
          patch.readAt(),
          patch.id(),
          readerId);
    }
  }

  private static void count(long readerId, long version, PileEvent event, Changes changes) {
    String type = event.type().toString();
    switch (event) {
      case ThreadRated e ->
          changes.run(
              FACT,
              readerId,
              version,
              type,
              e.at(),
              null,
              null,
              e.threadId(),
              e.threadId(),
              e.issuesRead(),
              e.rating());
      case IssuesRead e ->
          changes.run(
              FACT,
              readerId,
              version,
              type,
              e.at(),
              null,
              null,
              e.threadId(),
              e.threadId(),
              e.issuesRead(),
              null);
      case DieRolled e ->
          changes.run(
              FACT,
              readerId,
              version,
              type,
              e.at(),
              e.die().sides(),
              e.result(),
              null,
              null,
              null,
              null);
      case Reversal e -> {
        changes.inOrder();
        e.takenBack().forEach(r -> setUndone(readerId, r.first(), r.last(), true, changes));
        e.broughtBack().forEach(r -> setUndone(readerId, r.first(), r.last(), false, changes));
        changes.run(FACT, readerId, version, type, e.at(), null, null, null, null, null, null);
      }
      case ReversalContinued e -> {}
      default ->
          changes.run(
              FACT, readerId, version, type, event.at(), null, null, null, null, null, null);
    }
  }

  private static void setUndone(
      long readerId, long first, long last, boolean undone, Changes changes) {
    changes.run(
        "update views.analytics_fact set undone = ?"
            + " where reader_id = ? and version between ? and ?",
        undone,
        readerId,
        first,
        last);
  }

  @Override
  public void delete(long readerId, Changes changes) {
    changes.run("delete from views.analytics_fact where reader_id = ?", readerId);
    changes.run("delete from views.analytics_thread where reader_id = ?", readerId);
    sessions().delete(readerId, changes);
  }
}
