package dev.comicpile.query.history;

import java.util.BitSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which versions of a stream no longer stand. */
@Component
class UndoneVersions {

  private final JdbcClient jdbc;

  UndoneVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those between two versions, both included: a bit for each version counted from the first, so
   * that a hundred thousand events take some twelve kilobytes.
   */
  BitSet between(long readerId, long first, long last) {
    BitSet undone = new BitSet();
    jdbc.sql(
            """
            select min(version) - :first, max(version) - :first
            from (select version, version - row_number() over (order by version) as island
                  from views.history_entry
                  where reader_id = :reader and undone and version between :first and :last) u
            group by island
            """)
        .param("reader", readerId)
        .param("first", first)
        .param("last", last)
        .query(
            row -> {
              undone.set(row.getInt(1), row.getInt(2) + 1);
            });
    return undone;
  }
}
