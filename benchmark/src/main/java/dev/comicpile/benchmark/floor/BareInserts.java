package dev.comicpile.benchmark.floor;

import dev.comicpile.benchmark.program.Program;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Floor W: an insert of one row of an event's size, and its commit. */
public final class BareInserts {

  private static final String TABLE =
      """
      create schema if not exists benchmark;
      drop table if exists benchmark.event;
      create table benchmark.event (
          id       bigint generated always as identity primary key,
          stream   text collate "C" not null,
          sequence bigint not null,
          type     text not null,
          at       text not null,
          payload  bytea not null,
          metadata bytea not null,
          unique (stream, sequence)
      )
      """;
  private static final String INSERT =
      "insert into benchmark.event (stream, sequence, type, at, payload, metadata)"
          + " values (?, ?, 'DieRolled', '2026-03-01T20:15:30.123Z', ?, ?)";

  /** Of a roll over a pool of six. */
  private static final byte[] PAYLOAD = new byte[260];

  private static final byte[] METADATA = new byte[120];

  private BareInserts() {}

  /** Inserts so many rows over so many connections. */
  public static Floor measure(Program program, int connections, int count) {
    try (Connection connection = program.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    } catch (SQLException e) {
      throw new IllegalStateException("The floor cannot be measured: " + e.getMessage(), e);
    }
    return Floor.measure(program, connections, count, BareInserts::insert);
  }

  private static void insert(Connection connection, int n) throws SQLException {
    // The driver keeps what it prepared, by its text. A statement on its own is a transaction.
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, Thread.currentThread().threadId() + "-" + n);
      insert.setLong(2, n);
      insert.setBytes(3, PAYLOAD);
      insert.setBytes(4, METADATA);
      insert.executeUpdate();
    }
  }
}
