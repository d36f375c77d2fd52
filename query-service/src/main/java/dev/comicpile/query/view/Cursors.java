package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each view has come with each reader, who is behind and who is parked. */
@Component
public class Cursors {

  /** One row if all of these views stand alike, else none. */
  private static final String CURSOR =
      """
      select version, session, parked_version, array_agg(xmin::text)
      from (select xmin, * from views.applied where reader_id = ? and view = any (?) LOCK) a
      group by version, session, parked_version having count(*) = ?
      """;

  private static final String BEHIND =
      """
      from event_store.pile p
      cross join unnest(?::text[]) as v(view)
      left join views.applied a on a.reader_id = p.reader_id and a.view = v.view
      where p.version > coalesce(a.version, 0)
      """;

  private final JdbcClient jdbc;

  Cursors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The cursor of a view, if it has heard of the reader. */
  Optional<Cursor> find(ViewName view, ReaderId readerId) {
    return query("", readerId, view);
  }

  /** The cursor of a view. */
  public Cursor of(ViewName view, ReaderId readerId) {
    return find(view, readerId).orElse(Cursor.START);
  }

  /** The one cursor of all views; empty where they do not stand alike. */
  Optional<Cursor> ofAll(ReaderId readerId) {
    return begun("", readerId, ViewName.values());
  }

  /**
   * The cursor of a view, locked until the transaction ends: nobody else applies events of this
   * reader meanwhile.
   *
   * @param patient whether it waits for who holds the lock; else it is empty then
   */
  Optional<Cursor> lock(ViewName view, ReaderId readerId, boolean patient) {
    return begun(patient ? "for update" : "for update skip locked", readerId, view);
  }

  private Optional<Cursor> begun(String lock, ReaderId readerId, ViewName... views) {
    return query(lock, readerId, views)
        .or(
            () -> {
              // Two at once: one waits here for the other, and then finds the rows, which both
              // make in one order. One that is there is not waited for, as a rebuilding may have it
              // for long.
              jdbc.sql(
                      """
                      insert into views.applied (reader_id, view, version)
                      select r.id, v.view, 0
                      from (select ?::bigint as id) r cross join unnest(?::text[]) v(view)
                      where not exists (
                        select from views.applied a where a.reader_id = r.id and a.view = v.view)
                      order by v.view on conflict do nothing
                      """)
                  .params(readerId.number(), ViewName.names(views))
                  .update();
              return query(lock, readerId, views);
            });
  }

  private Optional<Cursor> query(String lock, ReaderId readerId, ViewName... views) {
    return jdbc.sql(CURSOR.replace("LOCK", lock))
        .params(readerId.number(), ViewName.names(views), views.length)
        .query((row, number) -> cursor(row))
        .optional();
  }

  private static Cursor cursor(ResultSet row) throws SQLException {
    String session = row.getString(2);
    return new Cursor(
        row.getLong(1),
        session == null ? null : FactsJson.read(session, SessionFacts.class),
        row.getObject(3, Long.class),
        List.of((String[]) row.getArray(4).getArray()));
  }

  /**
   * Notes which event cannot be applied.
   *
   * @param passed whether it is noted also where the view has passed it, as a rebuilding may find
   *     it; else another process has applied it meanwhile
   * @return whether it was noted
   */
  boolean park(ViewName view, ReaderId readerId, Unapplicable event, Instant at, boolean passed) {
    return jdbc.sql(
                """
            insert into views.applied as a
              (reader_id, view, version, parked_version, parked_cause, parked_at)
            values (?, ?, 0, ?, ?, ?)
            on conflict (reader_id, view) do update
            set parked_version = excluded.parked_version, parked_cause = excluded.parked_cause,
              parked_at = coalesce(a.parked_at, excluded.parked_at)
            where ? or a.version < excluded.parked_version
            """)
            .params(
                readerId.number(),
                view.toString(),
                event.version(),
                event.words(),
                at.atOffset(ZoneOffset.UTC),
                passed)
            .update()
        > 0;
  }

  /**
   * A reader whose next event could not be applied to a view.
   *
   * @param version the version that could not be applied
   * @param cause why, for the operator
   */
  record ParkedReader(ReaderId readerId, long version, String cause, Instant parkedAt) {}

  /** The readers that a view has parked, the first one first. */
  List<ParkedReader> parked(ViewName view) {
    return jdbc.sql(
            """
            select json_build_object('reader_id', reader_id, 'version', parked_version,
              'cause', parked_cause, 'parked_at', parked_at)
            from views.applied
            where view = ? and parked_version is not null order by parked_at, reader_id
            """)
        .param(view.toString())
        .query(FactsJson.rows(ParkedReader.class))
        .list();
  }

  /** How many readers a view has parked. */
  long countParked(ViewName view) {
    return jdbc.sql(
            "select count(*) from views.applied where view = ? and parked_version is not null")
        .param(view.toString())
        .query(Long.class)
        .single();
  }

  /**
   * A reader with events that a view has not applied.
   *
   * @param applied the highest version applied
   * @param events how many are not
   */
  record Behind(
      ViewName view,
      ReaderId readerId,
      long applied,
      long events,
      Instant storedAt,
      boolean parked) {}

  /**
   * The readers that some view is behind with, of those whose pile was written since a moment: an
   * index leads to these piles, and the others cost nothing.
   */
  List<Behind> behindSince(Instant moment) {
    return jdbc.sql(
            """
            select json_build_object('view', v.view, 'reader_id', p.reader_id,
              'applied', coalesce(a.version, 0), 'events', p.version - coalesce(a.version, 0),
              'stored_at', p.stored_at, 'parked', a.parked_version is not null)
            """
                + BEHIND
                + " and p.stored_at >= ? order by p.reader_id")
        .params(ViewName.all(), moment.atOffset(ZoneOffset.UTC))
        .query(FactsJson.rows(Behind.class))
        .list();
  }

  /**
   * How far a view has come in all.
   *
   * @param readers readers it knows
   * @param events events of theirs that it has applied
   * @param readersBehind readers with events that it has not applied, parked ones included
   * @param eventsBehind how many these are
   */
  record Totals(long readers, long events, long readersBehind, long eventsBehind) {}

  /** How far a view has come in all, now. */
  Totals totals(ViewName view) {
    return jdbc.sql(
            """
            select * from
              (select count(*) as readers, coalesce(sum(version), 0) as events
               from views.applied where view = ?) a
              cross join
              (select count(*) as readers_behind,
                 coalesce(sum(p.version - coalesce(a.version, 0)), 0) as events_behind
            """
                + BEHIND
                + ") b")
        .params(view.toString(), new String[] {view.toString()})
        .query(Totals.class)
        .single();
  }
}
