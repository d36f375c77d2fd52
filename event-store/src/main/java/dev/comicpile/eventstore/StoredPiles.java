package dev.comicpile.eventstore;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which piles the store holds, and how far each goes. */
public final class StoredPiles {

  private final JdbcClient jdbc;

  StoredPiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A pile that has at least one event.
   *
   * @param version the highest version stored, 1 or more
   */
  public record StoredPile(long readerId, long version) {}

  /** Where a walk through all piles begins: no reader's id is smaller. */
  public static final long FIRST = 0;

  /**
   * The next piles in a walk through all of them, two index entries each.
   *
   * @param readerId the last one of the piles before, {@link #FIRST} to begin with
   * @param limit at most so many; fewer are the last ones
   */
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
