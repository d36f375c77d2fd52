package dev.comicpile.query.queue;

import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import dev.comicpile.query.thread.ThreadChanges;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Rows;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.stereotype.Component;

/** Threads, their order, and sessions as they are now: all that a read of the pile needs. */
@Component
class QueueView implements View {

  private static final Rows.Table THREADS =
      Rows.Table.of(
          "views.thread",
          """
          id bigint, reader_id bigint, title text, format text, issues_remaining integer,
          order_key numeric, last_rating double precision, last_activity_at timestamptz,
          review_url text, last_review_at timestamptz, notes text, is_test boolean,
          created_at timestamptz\
          """,
          """
          on conflict (id) do update set
            title = excluded.title, format = excluded.format,
            issues_remaining = excluded.issues_remaining, order_key = excluded.order_key,
            last_rating = excluded.last_rating, last_activity_at = excluded.last_activity_at,
            review_url = excluded.review_url, last_review_at = excluded.last_review_at,
            notes = excluded.notes, is_test = excluded.is_test, created_at = excluded.created_at
          where thread.reader_id = excluded.reader_id\
          """);

  /** What is null stays as it is; a thread with nothing left has left the queue. */
  private static final Rows.Table PATCHES =
      Rows.Table.ofUpdate(
          "id bigint, reader_id bigint, remaining integer, rating double precision,"
              + " read_at timestamptz, key numeric",
          """
          update views.thread t set
            issues_remaining = coalesce(p.remaining, t.issues_remaining),
            order_key = case when p.remaining = 0 then null else coalesce(p.key, t.order_key) end,
            last_rating = coalesce(p.rating, t.last_rating),
            last_activity_at = coalesce(p.read_at, t.last_activity_at)
          from %s as p where t.id = p.id and t.reader_id = p.reader_id\
          """);

  private static final String REMOVE =
      "delete from views.thread where reader_id = ? and id = any (?)";

  @Override
  public ViewName name() {
    return ViewName.QUEUE;
  }

  @Override
  public SessionTable sessions() {
    return SessionTable.QUEUE;
  }

  @Override
  public void apply(
      long readerId, List<RecordedEvent> events, Changes changes, SessionFold sessions) {
    ThreadChanges threads = new ThreadChanges(events);
    remove(readerId, threads, changes);
    Rows puts = new Rows(THREADS);
    threads.puts().forEach(thread -> puts.add(row(readerId, thread)));
    changes.insert(puts);
    Rows patches = new Rows(PATCHES);
    for (ThreadChanges.Patch patch : threads.patches()) {
      patches.add(
          patch.id(),
          readerId,
          patch.issuesRemaining(),
          patch.rating(),
          patch.readAt(),
          patch.orderKey());
    }
    changes.mustChange(patches);
    sessions().write(readerId, sessions, changes);
  }

  private static void remove(long readerId, ThreadChanges threads, Changes changes) {
    Long[] removed = threads.removed();
    if (removed.length == 0) {
      return;
    }
    if (threads.removedWereThere()) {
      changes.mustChange(removed.length, REMOVE, readerId, removed);
    } else {
      changes.run(REMOVE, readerId, removed);
    }
  }

  private static Object[] row(long readerId, ThreadFacts thread) {
    return new Object[] {
      thread.id(),
      readerId,
      thread.title(),
      thread.format(),
      thread.issuesRemaining(),
      thread.orderKey(),
      thread.lastRating(),
      thread.lastActivityAt(),
      thread.reviewUrl(),
      thread.lastReviewAt(),
      thread.notes(),
      thread.isTest(),
      thread.createdAt()
    };
  }

  @Override
  public void delete(long readerId, Changes changes) {
    changes.run("delete from views.thread where reader_id = ?", readerId);
    sessions().delete(readerId, changes);
  }
}
