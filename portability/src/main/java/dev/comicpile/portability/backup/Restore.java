package dev.comicpile.portability.backup;

import static java.util.stream.Collectors.joining;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.eventstore.Schemas;
import dev.comicpile.portability.backup.Catalog.Purpose;
import dev.comicpile.portability.backup.Manifest.SequenceState;
import dev.comicpile.portability.backup.Manifest.TableContent;
import dev.comicpile.portability.backup.Manifest.TableName;
import dev.comicpile.portability.leaving.Erasure;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.portability.leaving.TombstoneTable;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings a backup into an empty database. The schemas are made as they were when it was taken, so
 * that the next start migrates them with their rows, as in an upgrade; the rows come in one
 * transaction. A restored store gets a new id: what is recorded from here on is another history,
 * and no cookie or entity tag of the old one must be taken for one of it. Nor must a token: who
 * registered after the backup has a number that another reader may get here. So the next start
 * makes new keys, and everybody signs in again.
 */
record Restore(DataSource database, Purpose purpose) {

  Restore(DataSource database) {
    this(database, Purpose.BACKUP);
  }

  /**
   * Restores a file.
   *
   * @param manifest of that file, which has been verified
   * @return how many accounts were left out, since they were deleted after the backup
   * @throws StartFailure with a sentence; then the database is as it was, or empty
   */
  int restore(Path file, Manifest manifest) {
    requireKnown(manifest);
    try (Connection connection = database.getConnection()) {
      requireEmpty(connection);
      dropEmpty(connection);
      try {
        migrate(manifest);
        return fill(connection, file, manifest);
      } catch (SQLException
          | IOException
          | DataAccessException
          | FlywayException
          | StartFailure e) {
        clear(connection);
        throw new StartFailure(
            "The restore failed, and nothing was restored: " + Failures.reason(e), e);
      }
    } catch (SQLException | DataAccessException e) {
      throw new StartFailure("The restore failed: " + Failures.reason(e), e);
    }
  }

  private void requireKnown(Manifest manifest) {
    Catalog.KEPT.forEach(
        (schema, location) -> {
          String version = manifest.versionOf(schema);
          if (version == null || !Schemas.isKnown(database, schema, location, version)) {
            throw new StartFailure(
                "The backup was made by a newer Comic Pile: restore it with the version that made"
                    + " it, or a later one.");
          }
        });
  }

  private static void requireEmpty(Connection connection) {
    Catalog catalog = new Catalog(connection);
    if (catalog.isInUse()) {
      throw new StartFailure("A Comic Pile is running on this database: stop it before a restore.");
    }
    for (String schema : schemas()) {
      for (TableName table : catalog.tables(schema)) {
        boolean counts =
            !table.name().equals(Catalog.MIGRATIONS) && !table.equals(Catalog.IDENTITY);
        if (counts && !catalog.isEmpty(table)) {
          throw new StartFailure(
              "There is a Comic Pile here already ("
                  + table
                  + " has rows): a restore needs an empty place, and nothing was changed.");
        }
      }
    }
  }

  private static List<String> schemas() {
    return Stream.concat(Catalog.KEPT.keySet().stream(), Stream.of(Catalog.VIEWS)).toList();
  }

  /** What a start that went no further, or a restore that was killed, has left behind. */
  private static void dropEmpty(Connection connection) {
    Catalog catalog = new Catalog(connection);
    for (String schema : schemas()) {
      if (catalog.isMigrated(schema)) {
        jdbc(connection).sql("drop schema " + Manifest.quoted(schema) + " cascade").update();
      }
    }
  }

  private void migrate(Manifest manifest) {
    Catalog.KEPT.forEach(
        (schema, location) ->
            Schemas.migrateTo(
                database, schema, location, Objects.requireNonNull(manifest.versionOf(schema))));
  }

  private int fill(Connection connection, Path file, Manifest manifest)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    LongTransactions.allowAnyTime(connection);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    JdbcClient jdbc = jdbc(connection);
    List<TableName> expected = new Catalog(connection).keptTables(purpose);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (TableContent table : manifest.tables()) {
        if (!purpose.holds(table.table())) {
          continue; // backups of earlier programs hold the keys
        }
        if (!expected.contains(table.table())) {
          throw new IOException("there is no table " + table.table());
        }
        // A migration may have drawn what the copy holds, such as the id of the store.
        jdbc.sql("delete from " + table.table().sql()).update();
        fill(copy, zip, table);
      }
    }
    int leftOut = 0;
    if (purpose == Purpose.BACKUP) {
      leftOut = honourTombstones(jdbc, file);
      jdbc.sql(
              "update "
                  + Catalog.TOKEN_FAMILIES.sql()
                  + " set revoked_at = now() where revoked_at is null")
          .update();
    }
    for (SequenceState sequence : manifest.sequences()) {
      jdbc.sql("select setval(cast(? as regclass), ?, ?)")
          .params(sequence.sequence().sql(), sequence.lastValue(), sequence.called())
          .query(Long.class)
          .single();
    }
    connection.commit();
    return leftOut;
  }

  /** Deletes the accounts that were deleted since, as far as that is known beside the backup. */
  private static int honourTombstones(JdbcClient jdbc, Path file) throws IOException {
    TombstoneTable tombstones = new TombstoneTable(jdbc);
    if (!tombstones.exists()) {
      return 0;
    }
    TombstoneFile.beside(file).read().forEach(tombstones::add);
    List<ReaderId> departed = tombstones.accountsOf(tombstones.all());
    departed.forEach(new Erasure(jdbc)::of);
    return departed.size();
  }

  private static void fill(CopyManager copy, ZipFile zip, TableContent table)
      throws SQLException, IOException {
    String columns = table.columns().stream().map(Manifest::quoted).collect(joining(", "));
    try (InputStream rows = BackupFile.rows(zip, table.table())) {
      long copied =
          copy.copyIn("copy %s (%s) from stdin".formatted(table.table().sql(), columns), rows);
      if (copied != table.rows()) {
        throw new IOException(
            table.table() + " got " + copied + " rows instead of " + table.rows());
      }
    }
  }

  private static void clear(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      dropEmpty(connection);
    } catch (SQLException | DataAccessException e) {
      // What failed before is told; what is left is empty, and the next restore takes it away.
    }
  }

  private static JdbcClient jdbc(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }
}
