package dev.comicpile.query.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds readers whose stored version is higher than the one a view has applied. How far each pile
 * goes is written with every append, so this is one query over one database.
 */
@Component
class BehindReaders {

  private static final String BEHIND =
      """
      from event_store.pile p
      cross join unnest(?::text[]) as v(view)
      left join views.applied a on a.reader_id = p.reader_id and a.view = v.view
      left join views.parked k on k.reader_id = p.reader_id and k.view = v.view
      where p.version > coalesce(a.version, 0)
      """;

  private final JdbcClient jdbc;

  BehindReaders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A reader with events that a view has not applied.
   *
   * @param stored the highest version stored, at that moment
   * @param applied the highest version applied
   */
  record Behind(
      ViewName view, long readerId, long stored, Instant storedAt, long applied, boolean parked) {

    long events() {
      return stored - applied;
    }
  }

  /**
   * How far a view is behind in all, readers that it has parked included.
   *
   * @param events stored and not applied
   * @param readers they belong to
   */
  record Lag(long events, long readers) {}

  /**
   * The readers that some view is behind with, of those whose pile was written since a moment: an
   * index leads to these piles, and the others cost nothing.
   */
  List<Behind> since(Instant moment) {
    return jdbc.sql(
            "select v.view, p.reader_id, p.version, p.stored_at, coalesce(a.version, 0),"
                + " k.version is not null "
                + BEHIND
                + " and p.stored_at >= ? order by p.reader_id")
        .params(
            Arrays.stream(ViewName.values()).map(ViewName::toString).toArray(String[]::new),
            OffsetDateTime.ofInstant(moment, ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Behind(
                    ViewName.of(row.getString(1)).orElseThrow(),
                    row.getLong(2),
                    row.getLong(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getLong(5),
                    row.getBoolean(6)))
        .list();
  }

  /** How far a view is behind now, over all readers. */
  Lag lag(ViewName view) {
    return jdbc.sql(
            "select coalesce(sum(p.version - coalesce(a.version, 0)), 0) as events,"
                + " count(*) as readers "
                + BEHIND)
        .params(new Object[] {new String[] {view.toString()}})
        .query(Lag.class)
        .single();
  }
}
