package dev.comicpile.query.view;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each view has come with each reader, and which readers it has parked. */
@Component
class AppliedVersions {

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
  record Progress(long version, boolean parked) {}

  /** The highest version applied, 0 for none. */
  long of(ViewName view, long readerId) {
    return jdbc.sql("select version from views.applied_version where view = ? and reader_id = ?")
        .params(view.toString(), readerId)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The same, locked until the transaction ends: nobody else applies events of this reader. */
  Progress lock(ViewName view, long readerId) {
    return selectForUpdate(view, readerId)
        .optional()
        .orElseGet(
            () -> {
              // A concurrent insert of the same row makes this one wait and then do nothing.
              jdbc.sql("insert into views.applied_version values (?, ?, 0) on conflict do nothing")
                  .params(view.toString(), readerId)
                  .update();
              return selectForUpdate(view, readerId).single();
            });
  }

  private JdbcClient.MappedQuerySpec<Progress> selectForUpdate(ViewName view, long readerId) {
    return jdbc.sql(
            """
            select a.version, p.version is not null as parked
            from views.applied_version a left join views.parked p using (view, reader_id)
            where view = ? and reader_id = ?
            for update of a
            """)
        .params(view.toString(), readerId)
        .query((row, number) -> new Progress(row.getLong(1), row.getBoolean(2)));
  }

  void set(ViewName view, long readerId, long version) {
    jdbc.sql("update views.applied_version set version = ? where view = ? and reader_id = ?")
        .params(version, view.toString(), readerId)
        .update();
  }

  void park(ViewName view, long readerId, long version, String cause, Instant at) {
    jdbc.sql(
            """
            insert into views.parked (view, reader_id, version, cause, parked_at)
            values (?, ?, ?, ?, ?)
            on conflict (view, reader_id) do update
            set version = excluded.version, cause = excluded.cause
            """)
        .params(view.toString(), readerId, version, cause, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void unpark(ViewName view, long readerId) {
    jdbc.sql("delete from views.parked where view = ? and reader_id = ?")
        .params(view.toString(), readerId)
        .update();
  }

  long countParked(ViewName view) {
    return jdbc.sql("select count(*) from views.parked where view = ?")
        .params(view.toString())
        .query(Long.class)
        .single();
  }
}
