package dev.comicpile.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL for all tests of a module, with as many databases as they need. */
public final class TestDatabase {

  private static final String FIRST = "postgres";

  private static final EmbeddedPostgres SERVER = start();

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(new File("target/postgres"))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the database is that all tests share. */
  public static String url() {
    return url(FIRST);
  }

  /** Makes a database anew, empty, and says where it is. */
  public static String empty(String name) {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  /** Where a database of that name is. */
  public static String url(String name) {
    return SERVER.getJdbcUrl("postgres", name);
  }
}
