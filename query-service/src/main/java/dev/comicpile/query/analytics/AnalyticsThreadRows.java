package dev.comicpile.query.analytics;

import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.query.thread.ThreadChanges;
import dev.comicpile.query.thread.ThreadChanges.Patch;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Rows;
import org.jspecify.annotations.Nullable;

/** The threads of a pile as they are now, without their order and their notes. */
final class AnalyticsThreadRows {

  private static final Rows.Table TABLE =
      Rows.Table.of(
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

  private static final String REMOVE =
      "delete from views.analytics_thread where reader_id = ? and id = any (?)";

  /** What is null stays as it is. */
  private static final Rows.Table PATCHES =
      Rows.Table.ofUpdate(
          "id bigint, reader_id bigint, remaining integer, rating double precision,"
              + " read_at timestamptz",
          """
          update views.analytics_thread t set
            issues_remaining = coalesce(p.remaining, t.issues_remaining),
            last_rating = coalesce(p.rating, t.last_rating),
            last_activity_at = coalesce(p.read_at, t.last_activity_at)
          from %s as p where t.id = p.id and t.reader_id = p.reader_id\
          """);

  private AnalyticsThreadRows() {}

  /** Adds what brings one reader's rows up to date. */
  static void write(long readerId, ThreadChanges threads, Changes changes) {
    remove(readerId, threads, changes);
    Rows puts = new Rows(TABLE);
    threads.puts().forEach(thread -> puts.add(row(readerId, thread)));
    changes.insert(puts);
    Rows patches = new Rows(PATCHES);
    for (Patch patch : threads.patches()) {
      // A thread that was only moved is here what it was.
      if (patch.issuesRemaining() != null) {
        patches.add(patch.id(), readerId, patch.issuesRemaining(), patch.rating(), patch.readAt());
      }
    }
    changes.mustChange(patches);
  }

  private static void remove(long readerId, ThreadChanges threads, Changes changes) {
    Long[] removed = threads.removed();
    if (removed.length > 0 && threads.removedWereThere()) {
      changes.mustChange(removed.length, REMOVE, readerId, removed);
    } else if (removed.length > 0) {
      changes.run(REMOVE, readerId, removed);
    }
  }

  private static @Nullable Object[] row(long readerId, ThreadFacts thread) {
    return new @Nullable Object[] {
      thread.id(),
      readerId,
      thread.title(),
      thread.format(),
      thread.issuesRemaining(),
      thread.lastRating(),
      thread.lastActivityAt(),
      thread.createdAt()
    };
  }

  /** Adds what removes all of one reader's rows. */
  static void delete(long readerId, Changes changes) {
    changes.run("delete from views.analytics_thread where reader_id = ?", readerId);
  }
}
