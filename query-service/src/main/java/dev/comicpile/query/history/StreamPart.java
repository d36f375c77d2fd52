package dev.comicpile.query.history;

import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * A part of a stream, as far as the history view has applied it, and what of it no longer stands.
 * It stays the same however long the events themselves are read.
 *
 * @param first the version of its first event
 * @param last that of its last one; less than the first where there is none
 * @param undone a bit for each version counted from the first, so that a hundred thousand events
 *     take some twelve kilobytes
 */
record StreamPart(long first, long last, BitSet undone) {

  private static final String UNDONE =
      """
      select min(u.version), max(u.version)
      from (select e.version, e.version - row_number() over (order by e.version) as island
            from views.history_entry e
            where a.wanted and e.reader_id = a.reader_id and e.undone and e.version > ?
              and e.version <= ?) u
      group by u.island
      """;

  /** As many events as the limit says, from the one after that version on. */
  static ViewQuery<StreamPart> after(long version, long limit) {
    // The sum of both may be more than a number can be.
    long last = version + Math.min(limit, Long.MAX_VALUE - version);
    return ViewQuery.of(ViewName.HISTORY, UNDONE, row -> read(row, version, limit), version, last);
  }

  private static StreamPart read(Row row, long version, long limit) throws SQLException {
    long first = version + 1;
    long last = version + Math.clamp(row.version() - version, 0, limit);
    BitSet undone = new BitSet();
    row.each(
        (island, number) -> {
          int from = (int) (island.id() - first);
          undone.set(from, (int) (island.id() - first) + 1);
        });
    return new StreamPart(first, last, undone);
  }

  /** Whether one of its events no longer stands. */
  boolean isUndone(long version) {
    return undone.get(Math.toIntExact(version - first));
  }
}
