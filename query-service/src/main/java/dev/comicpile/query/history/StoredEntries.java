package dev.comicpile.query.history;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.util.List;

/** Reads entries of the history. */
final class StoredEntries {

  /** What is read of an entry {@code e}, in this order. */
  static final String COLUMNS =
      """
      e.version, e.type, e.at, e.session_id, e.thread_id, e.thread_title, e.die, e.result, e.pool,
      e.selection_method, e.rating, e.issues_read, e.queue_move, e.die_after, e.completed, e.undone\
      """;

  /** In every row stands first that the reader had that thread at some time, or null. */
  private static final String OF_THREAD =
      """
      select nullif(k.known, false), e.*
      from (
        select r.id, exists (
            select from views.history_entry e
            where e.reader_id = a.reader_id and e.thread_id = r.id)
          or exists (
            select from views.history_thread t
            where t.reader_id = a.reader_id and t.thread_id = r.id) as known
        from (select ?::bigint as id) r where a.wanted offset 0) k
      left join lateral (
        select %s
        from (
          select n.version from views.history_entry n
          where n.reader_id = a.reader_id and n.thread_id = k.id
          union
          select t.version from views.history_thread t
          where t.reader_id = a.reader_id and t.thread_id = k.id
          order by version limit ? offset ?) c
        join views.history_entry e on e.reader_id = a.reader_id and e.version = c.version
        order by e.version) e on true
      """
          .formatted(COLUMNS);

  private StoredEntries() {}

  /**
   * Everything that happened to a thread, oldest first; it is not found where this reader never had
   * it.
   */
  static ViewQuery<List<EntryView>> ofThread(ThreadId threadId, int limit, int offset) {
    return ViewQuery.one(
        new ThreadNotFound(threadId),
        ViewName.HISTORY,
        OF_THREAD,
        row -> {
          row.skip(1);
          return row.list(StoredEntries::entry);
        },
        threadId.number(),
        limit,
        offset);
  }

  /** Reads an entry. */
  static EntryView entry(Row row) throws SQLException {
    return new EntryView(
        row.id(),
        row.text(),
        row.time(),
        row.idOrNull(),
        row.idOrNull(),
        row.textOrNull(),
        row.numberOrNull(),
        row.numberOrNull(),
        row.idsOrNull(),
        row.textOrNull(),
        row.ratingOrNull(),
        row.numberOrNull(),
        row.textOrNull(),
        row.numberOrNull(),
        row.truth(),
        row.truth());
  }
}
