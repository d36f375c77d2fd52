package dev.comicpile.query.history;

import dev.comicpile.query.view.Columns;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.query.view.ViewQuery;
import dev.comicpile.query.view.ViewStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads entries of the history. */
final class StoredEntries {

  /** What is read of an entry {@code e}, in this order. */
  static final String COLUMNS =
      """
      e.version, e.type, e.at, e.session_id, e.thread_id, e.thread_title, e.die, e.result, e.pool,
      e.selection_method, e.rating, e.issues_read, e.queue_move, e.die_after, e.completed, e.undone\
      """;

  /** In every row stands first whether the reader ever had that thread. */
  private static final ViewStatement OF_THREAD =
      ViewStatement.of(
          ViewName.HISTORY,
          """
          select k.known, e.*
          from (
            select exists (
              select from views.history_thread t
              where t.reader_id = a.reader_id and t.thread_id = r.id) as known, r.id
            from (select ?::bigint as id) r where a.wanted offset 0) k
          left join lateral (
            select %s
            from views.history_thread t
            join views.history_entry e on e.reader_id = t.reader_id and e.version = t.version
            where t.reader_id = a.reader_id and t.thread_id = k.id
            order by t.version limit ? offset ?) e on true
          """
              .formatted(COLUMNS));

  private StoredEntries() {}

  /** Everything that happened to a thread, oldest first; empty where this reader never had it. */
  static ViewQuery<Optional<List<EntryView>>> ofThread(long threadId, int limit, int offset) {
    return ViewQuery.of(
        OF_THREAD,
        rows ->
            rows.getBoolean(ViewStatement.FIRST)
                ? Optional.of(list(rows, ViewStatement.FIRST + 1))
                : Optional.empty(),
        threadId,
        limit,
        offset);
  }

  /** Reads all entries; none where the first row holds none. */
  static List<EntryView> list(ResultSet rows, int column) throws SQLException {
    return ViewQuery.list(rows, column, row -> entry(row, column));
  }

  /** Reads an entry. */
  static EntryView entry(ResultSet row, int column) throws SQLException {
    return new EntryView(
        row.getLong(column),
        Columns.text(row, column + 1),
        Columns.time(row, column + 2),
        Columns.id(row, column + 3),
        Columns.id(row, column + 4),
        row.getString(column + 5),
        Columns.number(row, column + 6),
        Columns.number(row, column + 7),
        Columns.ids(row, column + 8),
        row.getString(column + 9),
        Columns.rating(row, column + 10),
        Columns.number(row, column + 11),
        row.getString(column + 12),
        Columns.number(row, column + 13),
        row.getBoolean(column + 14),
        row.getBoolean(column + 15));
  }
}
