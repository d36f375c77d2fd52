package dev.comicpile.portability.leaving;

import dev.comicpile.api.ReaderId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tombstones in a database.
 *
 * @param jdbc reads and writes there
 */
public record TombstoneTable(JdbcClient jdbc) {

  /** Whether the database is of a program that has them. */
  public boolean exists() {
    return jdbc.sql("select to_regclass('accounts.tombstone') is not null")
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** All of them, the oldest first. */
  public List<Tombstone> all() {
    return jdbc.sql(
            "select permanent_id, deleted_at from accounts.tombstone order by deleted_at,"
                + " permanent_id")
        .query(new SimplePropertyRowMapper<>(Tombstone.class))
        .list();
  }

  /** Adds one, where it is not there. */
  public void add(Tombstone tombstone) {
    jdbc.sql("insert into accounts.tombstone values (?, ?) on conflict do nothing")
        .params(tombstone.permanentId(), tombstone.deletedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The numbers of accounts that are there although they were deleted. */
  public List<ReaderId> accountsOf(Collection<Tombstone> tombstones) {
    return jdbc.sql("select id from accounts.account where permanent_id = any (?) order by id")
        .param(tombstones.stream().map(Tombstone::permanentId).toArray(UUID[]::new))
        .query((row, number) -> new ReaderId(row.getLong(1)))
        .list();
  }
}
