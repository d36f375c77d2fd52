package dev.comicpile.portability.backup;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Puts a backup in the place of a database that nobody uses meanwhile. It is restored beside it,
 * and the two change names in one transaction, so that there is always the one or the other.
 */
public final class ReplacedDatabase {

  /** A database that every server has, and nobody uses. */
  private static final String ELSEWHERE = "template1";

  private final Function<String, DatabaseAddress> server;
  private final String name;

  /**
   * A database of a server.
   *
   * @param server says where its databases are
   */
  public ReplacedDatabase(Function<String, DatabaseAddress> server, String name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Restores a backup there.
   *
   * @throws StartFailure with a sentence; then the database is as it was
   */
  public void restore(Path backup) {
    String fresh = name + "_restored";
    String before = name + "_before";
    Manifest manifest = BackupFile.verify(backup);
    DatabaseAddress elsewhere = server.apply(ELSEWHERE);
    try (Connection connection =
            DriverManager.getConnection(
                elsewhere.url(), elsewhere.username(), elsewhere.password());
        Statement statement = connection.createStatement()) {
      drop(statement, fresh);
      drop(statement, before);
      statement.execute("create database " + Manifest.quoted(fresh) + " template template0");
      try {
        DatabaseAddress place = server.apply(fresh);
        new Restore(new DriverManagerDataSource(place.url(), place.username(), place.password()))
            .restore(backup, manifest);
        connection.setAutoCommit(false);
        rename(statement, name, before);
        rename(statement, fresh, name);
        connection.commit();
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
        drop(statement, fresh);
      }
      drop(statement, before);
    } catch (SQLException e) {
      throw new StartFailure("The restore failed: " + Failures.reason(e), e);
    }
  }

  private static void rename(Statement statement, String from, String to) throws SQLException {
    statement.execute(
        "alter database " + Manifest.quoted(from) + " rename to " + Manifest.quoted(to));
  }

  private static void drop(Statement statement, String name) throws SQLException {
    statement.execute("drop database if exists " + Manifest.quoted(name));
  }
}
