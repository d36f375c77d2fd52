package dev.comicpile.eventstore;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The piles in the database, by its own indexes. */
final class DatabasePiles implements StoredPiles {

  private final JdbcClient jdbc;

  DatabasePiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Two index entries for each pile. */
  @Override
  public List<StoredPile> after(long readerId, int limit) {
    // In the order of the index, which is that of text; a walk needs no more than an order.
    return jdbc.sql(
            """
            select pile.aggregate_identifier::bigint as reader_id,
                   (select last.sequence_number + 1 from event_store.domain_event last
                    where last.aggregate_identifier = pile.aggregate_identifier
                    order by last.sequence_number desc limit 1) as version
            from event_store.domain_event pile
            where pile.sequence_number = 0 and pile.aggregate_type is not null
              and pile.aggregate_identifier > ?
            order by pile.aggregate_identifier limit ?
            """)
        .params(readerId == FIRST ? "" : Long.toString(readerId), limit)
        .query((row, number) -> new StoredPile(row.getLong(1), row.getLong(2)))
        .list();
  }
}
