package dev.comicpile.eventstore;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The piles by the table that the append keeps. */
final class DatabasePiles implements StoredPiles {

  private final JdbcClient jdbc;

  DatabasePiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<StoredPile> after(long readerId, int limit) {
    return jdbc.sql(
            """
            select reader_id, version from event_store.pile
            where reader_id > ? and version > 0 order by reader_id limit ?
            """)
        .params(readerId, limit)
        .query((row, number) -> new StoredPile(row.getLong(1), row.getLong(2)))
        .list();
  }
}
