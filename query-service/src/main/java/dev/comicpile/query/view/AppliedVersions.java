package dev.comicpile.query.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each view has come with each reader, and which readers it has parked. */
@Component
class AppliedVersions {

  private static final String PROGRESS =
      """
      select view, reader_id, a.version, p.version is not null as parked
      from views.applied a left join views.parked p using (view, reader_id)
      """;

  private final JdbcClient jdbc;

  AppliedVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where a view stands with a reader.
   *
   * @param version the highest version applied, 0 for none
   * @param parked whether what follows could not be applied
   */
  record Progress(long version, boolean parked) {

    /** Of a reader the view has not heard of. */
    static final Progress NONE = new Progress(0, false);
  }

  /** The highest version applied, 0 for none. */
  long of(ViewName view, long readerId) {
    return jdbc.sql("select version from views.applied where view = ? and reader_id = ?")
        .params(view.toString(), readerId)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /**
   * The version that all views have applied of a reader, and none has parked; empty where they
   * differ.
   */
  OptionalLong ofAll(long readerId) {
    Map<String, Progress> found = new HashMap<>();
    jdbc.sql(PROGRESS + "where reader_id = ?")
        .param(readerId)
        .query(
            row -> {
              found.put(row.getString("view"), progress(row));
            });
    if (found.isEmpty()) {
      return OptionalLong.of(0);
    }
    Progress first = found.values().iterator().next();
    boolean same =
        found.size() == ViewName.values().length
            && !first.parked()
            && found.values().stream().allMatch(first::equals);
    return same ? OptionalLong.of(first.version()) : OptionalLong.empty();
  }

  /** How far a view has come with these readers; those it does not know yet are left out. */
  Map<Long, Progress> of(ViewName view, Collection<Long> readerIds) {
    Map<Long, Progress> found = new HashMap<>();
    jdbc.sql(PROGRESS + "where view = ? and reader_id = any (?)")
        .params(view.toString(), readerIds.toArray(Long[]::new))
        .query(
            row -> {
              found.put(row.getLong("reader_id"), progress(row));
            });
    return found;
  }

  /** How many readers a view knows, and how many of their events it has applied. */
  Totals totals(ViewName view) {
    return jdbc.sql(
            """
            select count(*) as readers, coalesce(sum(version), 0) as events
            from views.applied where view = ?
            """)
        .param(view.toString())
        .query(Totals.class)
        .single();
  }

  /**
   * How far a view has come in all.
   *
   * @param readers readers it knows
   * @param events events of theirs that it has applied
   */
  record Totals(long readers, long events) {}

  /**
   * Where a view stands with a reader, locked until the transaction ends: nobody else applies
   * events of this reader meanwhile. Waits for whoever holds the lock.
   */
  Progress lock(ViewName view, long readerId) {
    return locked(view, readerId, "for update of a")
        .orElseGet(
            () -> {
              insert(view, readerId);
              return locked(view, readerId, "for update of a").orElseThrow();
            });
  }

  /** The same without waiting: empty where somebody else holds the lock. */
  Optional<Progress> tryLock(ViewName view, long readerId) {
    Optional<Progress> locked = locked(view, readerId, "for update of a skip locked");
    if (locked.isEmpty() && insert(view, readerId)) {
      return locked(view, readerId, "for update of a skip locked");
    }
    return locked;
  }

  private Optional<Progress> locked(ViewName view, long readerId, String lock) {
    return jdbc.sql(PROGRESS + "where view = ? and reader_id = ? " + lock)
        .params(view.toString(), readerId)
        .query((row, number) -> progress(row))
        .optional();
  }

  /**
   * Adds the row of a reader that is new to the view; whether it was not there. A concurrent insert
   * of the same row makes this one wait and then do nothing.
   */
  private boolean insert(ViewName view, long readerId) {
    return jdbc.sql(
                "insert into views.applied (view, reader_id, version) values (?, ?, 0) on conflict"
                    + " do nothing")
            .params(view.toString(), readerId)
            .update()
        == 1;
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(row.getLong("version"), row.getBoolean("parked"));
  }

  void set(ViewName view, long readerId, long version) {
    jdbc.sql("update views.applied set version = ? where view = ? and reader_id = ?")
        .params(version, view.toString(), readerId)
        .update();
  }

  /** Notes that what follows could not be applied; whether that is news. */
  boolean park(ViewName view, long readerId, long version, String cause, Instant at) {
    return jdbc.sql(
            """
            insert into views.parked (view, reader_id, version, cause, parked_at)
            values (?, ?, ?, ?, ?)
            on conflict (view, reader_id) do update
            set version = excluded.version, cause = excluded.cause
            returning xmax = 0
            """)
        .params(view.toString(), readerId, version, cause, at.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  void unpark(ViewName view, long readerId) {
    jdbc.sql("delete from views.parked where view = ? and reader_id = ?")
        .params(view.toString(), readerId)
        .update();
  }

  /** The readers that a view has parked, the first one first. */
  List<ParkedReader> parked(ViewName view) {
    return jdbc.sql(
            """
            select reader_id, version, cause, parked_at from views.parked
            where view = ? order by parked_at, reader_id
            """)
        .param(view.toString())
        .query(
            (row, number) ->
                new ParkedReader(
                    row.getLong("reader_id"),
                    row.getLong("version"),
                    row.getString("cause"),
                    row.getObject("parked_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** How many readers each view has parked; views without any are left out. */
  Map<String, Long> countParked() {
    Map<String, Long> parked = new HashMap<>();
    jdbc.sql("select view, count(*) from views.parked group by view")
        .query(
            row -> {
              parked.put(row.getString(1), row.getLong(2));
            });
    return parked;
  }

  long countParked(ViewName view) {
    return jdbc.sql("select count(*) from views.parked where view = ?")
        .params(view.toString())
        .query(Long.class)
        .single();
  }
}
