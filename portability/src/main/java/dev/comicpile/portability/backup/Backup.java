package dev.comicpile.portability.backup;

import static java.util.stream.Collectors.joining;

import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.portability.backup.Catalog.Purpose;
import dev.comicpile.portability.backup.Manifest.TableContent;
import dev.comicpile.portability.backup.Manifest.TableName;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.portability.leaving.TombstoneTable;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a backup while readers play. All of it is of one moment: one transaction reads everything
 * in one snapshot.
 */
record Backup(DataSource database, Purpose purpose) {

  /** Why there is no backup where the events are elsewhere, and what to do there. */
  static final String WITHOUT_EVENTS =
      "The events are on an Axon Server, so the database alone is no backup: back up the Axon Server"
          + " by its own means first, and the database after it, as docs/operations.md says.";

  Backup(DataSource database) {
    this(database, Purpose.BACKUP);
  }

  /**
   * Refuses a file that cannot be written.
   *
   * @throws StartFailure with a sentence
   */
  static void check(Path file) {
    if (Files.exists(file)) {
      throw new StartFailure(file + " exists already: a backup takes a new name.");
    }
    if (!Files.isDirectory(directory(file))) {
      throw new StartFailure("There is no directory " + directory(file) + " for the backup.");
    }
  }

  /**
   * Writes the file. It gets its name when it is complete and has been read again.
   *
   * @throws StartFailure with a sentence; then there is no file
   */
  Manifest write(Path file) {
    check(file);
    try (BackupFile.Writer writer = new BackupFile.Writer(file)) {
      Manifest manifest;
      try (Connection connection = database.getConnection()) {
        manifest = write(connection, writer);
      }
      Manifest read = writer.finish(manifest);
      if (purpose == Purpose.BACKUP) {
        writeTombstones(file);
      }
      writer.name();
      return read;
    } catch (IOException | SQLException | DataAccessException e) {
      throw new StartFailure("The backup failed: " + Failures.reason(e), e);
    }
  }

  /** Beside the backup, for those of before: none of them is to bring a deleted account back. */
  private void writeTombstones(Path file) throws IOException {
    TombstoneTable tombstones = new TombstoneTable(JdbcClient.create(database));
    if (tombstones.exists()) {
      TombstoneFile.beside(file).add(tombstones.all());
    }
  }

  private Manifest write(Connection connection, BackupFile.Writer writer)
      throws SQLException, IOException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    LongTransactions.allowAnyTime(connection);
    Catalog catalog = new Catalog(connection);
    for (String schema : Catalog.KEPT.keySet()) {
      if (!catalog.isMigrated(schema)) {
        throw new StartFailure("The database holds no Comic Pile: there is nothing to back up.");
      }
    }
    if (purpose == Purpose.BACKUP && catalog.isWithoutEvents()) {
      throw new StartFailure(WITHOUT_EVENTS);
    }
    Instant moment = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    List<TableContent> tables = new ArrayList<>();
    for (TableName table : catalog.keptTables(purpose)) {
      List<String> columns = catalog.columns(table);
      String sql =
          "copy %s (%s) to stdout"
              .formatted(
                  table.sql(), columns.stream().map(Manifest::quoted).collect(joining(", ")));
      tables.add(writer.add(table, columns, out -> copy.copyOut(sql, out)));
    }
    // Sequences keep to no snapshot: asked now, they are beyond every id that the tables hold.
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            Manifest.FORMAT_VERSION,
            moment,
            catalog.storeId(),
            catalog.versions(),
            tables,
            catalog.sequences());
    connection.rollback();
    return manifest;
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
