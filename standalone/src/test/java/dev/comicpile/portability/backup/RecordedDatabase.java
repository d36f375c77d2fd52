package dev.comicpile.portability.backup;

import dev.comicpile.portability.backup.Catalog.Purpose;
import dev.comicpile.startup.DatabaseAddress;
import java.nio.file.Path;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database as an earlier program has left it, in the form in which one is moved. */
public final class RecordedDatabase {

  private RecordedDatabase() {}

  /** Fills an empty database with it. */
  public static void into(DatabaseAddress address, Path file) {
    new Restore(
            new DriverManagerDataSource(address.url(), address.username(), address.password()),
            Purpose.MOVE)
        .restore(file, BackupFile.verify(file));
  }
}
