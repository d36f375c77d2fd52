package dev.comicpile.portability.backup;

import dev.comicpile.portability.backup.Catalog.Purpose;
import dev.comicpile.portability.backup.Manifest.TableName;
import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.StartFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Brings everything that cannot be made anew from one database into another, by way of a file, and
 * nobody notices: id, keys and tokens of the store are the same, so that whoever is signed in stays
 * so. Nothing writes to either meanwhile.
 */
public final class DatabaseMove {

  private static final TableName EVENTS = new TableName("event_store", "domain_event");

  private final DataSource from;
  private final DataSource to;
  private final Path file;
  private @Nullable Manifest manifest;

  /** From a database to an empty one; the file must not be there. */
  public DatabaseMove(DatabaseAddress from, DatabaseAddress to, Path file) {
    this.from = source(from);
    this.to = source(to);
    this.file = file;
  }

  private static DataSource source(DatabaseAddress address) {
    return new DriverManagerDataSource(address.url(), address.username(), address.password());
  }

  /** Whether there is anything to move: a first start may have gone no further than PostgreSQL. */
  public boolean hasSomething() throws SQLException {
    try (Connection connection = from.getConnection()) {
      Catalog catalog = new Catalog(connection);
      return Catalog.KEPT.keySet().stream().allMatch(catalog::isMigrated);
    }
  }

  /**
   * Writes the file.
   *
   * @throws StartFailure with a sentence; then there is no file
   */
  public void write() {
    manifest = new Backup(from, Purpose.MOVE).write(file);
  }

  /**
   * Fills the other database from the file that was written.
   *
   * @throws StartFailure with a sentence
   */
  public void read() {
    new Restore(to, Purpose.MOVE).restore(file, known());
  }

  /**
   * Compares both: how many events each pile has and which is its last, and every row of every
   * table.
   *
   * @throws StartFailure if they differ, with the first thing that does
   */
  public void check() {
    try {
      requireSame(piles(from), piles(to));
      requireSame(tables(from), tables(to));
    } catch (DataAccessException e) {
      throw new StartFailure("The copy cannot be compared: " + Failures.reason(e), e);
    }
  }

  /** What was moved, for people. */
  public String summary() {
    return known().summary();
  }

  private Manifest known() {
    if (manifest == null) {
      throw new IllegalStateException("nothing was written");
    }
    return manifest;
  }

  private static void requireSame(List<String> one, List<String> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String before = i < one.size() ? one.get(i) : "nothing";
      String after = i < other.size() ? other.get(i) : "nothing";
      if (!before.equals(after)) {
        throw new StartFailure(
            "The copy differs from the original: " + before + " became " + after + ".");
      }
    }
  }

  private static List<String> piles(DataSource database) {
    return JdbcClient.create(database)
        .sql(
            "select format('pile %s with %s events up to version %s', aggregate_identifier,"
                + " count(*), max(sequence_number) + 1) from "
                + EVENTS.sql()
                + " group by aggregate_identifier order by aggregate_identifier collate \"C\"")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private List<String> tables(DataSource database) {
    JdbcClient jdbc = JdbcClient.create(database);
    List<String> tables = new ArrayList<>();
    for (Manifest.TableContent table : known().tables()) {
      tables.add(
          jdbc.sql(
                  "select format('%s with %s rows of the sum %s', ?::text, count(*),"
                      + " sum(('x' || left(md5(t::text), 15))::bit(60)::bigint)) from "
                      + table.table().sql()
                      + " t")
              .param(table.table().toString())
              .query((row, number) -> row.getString(1))
              .single());
    }
    return tables;
  }
}
