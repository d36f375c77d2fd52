package dev.comicpile.query.history;

import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
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

  private static final String AFTER =
      """
      select min(u.version), max(u.version)
      from (select e.version, e.version - row_number() over (order by e.version) as island
            from views.history_entry e
            where a.wanted and e.reader_id = a.reader_id and e.undone and e.version > ?
              and e.version - ? <= ?) u
      group by u.island
      """;

  /** Those of as many versions as the limit says, from the one after that one on. */
  static ViewQuery<UndoneVersions> after(long version, long limit) {
    return ViewQuery.of(
        ViewName.HISTORY, AFTER, row -> read(row, version + 1), version, version, limit);
  }

  private static UndoneVersions read(Row first, long firstVersion) throws SQLException {
    long applied = first.version();
    BitSet versions = new BitSet();
    first.each(
        (row, number) -> {
          int from = (int) (row.id() - firstVersion);
          versions.set(from, (int) (row.id() - firstVersion) + 1);
        });
    return new UndoneVersions(applied, versions);
  }
}
