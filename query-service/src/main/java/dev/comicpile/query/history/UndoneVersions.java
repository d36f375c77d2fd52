package dev.comicpile.query.history;

import dev.comicpile.query.view.Columns;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.query.view.ViewQuery;
import dev.comicpile.query.view.ViewStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * Which versions of a part of a stream no longer stand.
 *
 * @param applied the version of the whole stream, as far as the view has applied it
 * @param versions a bit for each version counted from the first of the part, so that a hundred
 *     thousand events take some twelve kilobytes
 */
record UndoneVersions(long applied, BitSet versions) {

  private static final ViewStatement AFTER =
      ViewStatement.of(
          ViewName.HISTORY,
          """
          select min(u.version), max(u.version)
          from (select e.version, e.version - row_number() over (order by e.version) as island
                from views.history_entry e
                where a.wanted and e.reader_id = a.reader_id and e.undone and e.version > ?
                  and e.version - ? <= ?) u
          group by u.island
          """);

  /** Those of as many versions as the limit says, from the one after that one on. */
  static ViewQuery<UndoneVersions> after(long version, long limit) {
    return ViewQuery.of(AFTER, rows -> read(rows, version + 1), version, version, limit);
  }

  private static UndoneVersions read(ResultSet rows, long first) throws SQLException {
    long applied = ViewStatement.version(rows);
    BitSet versions = new BitSet();
    if (!Columns.isNull(rows, ViewStatement.FIRST)) {
      do {
        versions.set(
            (int) (rows.getLong(ViewStatement.FIRST) - first),
            (int) (rows.getLong(ViewStatement.FIRST + 1) - first) + 1);
      } while (rows.next());
    }
    return new UndoneVersions(applied, versions);
  }
}
