package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The embedded PostgreSQL of a data directory that a program is running on. */
public record Database(Path dataDirectory) {

  private static final int PORT_LINE = 3;

  /** The process that all of PostgreSQL's others descend from; it is nobody's child. */
  long postmaster() {
    return Long.parseLong(lines().getFirst().strip());
  }

  /** A new connection; the rewriting of batches is what the program's own connections do. */
  public Connection connect() throws SQLException {
    try {
      String password = Files.readString(dataDirectory.resolve("postgres.password")).strip();
      String port = lines().get(PORT_LINE).strip();
      String url = "jdbc:postgresql://127.0.0.1:%s/postgres?reWriteBatchedInserts=true";
      return DriverManager.getConnection(url.formatted(port), "postgres", password);
    } catch (IOException e) {
      throw new IllegalStateException("The database's password cannot be read: " + e, e);
    }
  }

  private List<String> lines() {
    Path file = dataDirectory.resolve("postgres").resolve("postmaster.pid");
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalStateException("The program's PostgreSQL cannot be found in " + file, e);
    }
  }
}
