package dev.comicpile.portability.backup;

import dev.comicpile.startup.DatabaseAddress;
import dev.comicpile.startup.DatabaseCommand;
import dev.comicpile.startup.StartFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What a program does instead of serving when its first argument is {@code backup} or {@code
 * restore}.
 *
 * @param restores whether it restores rather than backs up
 * @param file the backup
 * @param rest the arguments that follow
 */
public record BackupCommand(boolean restores, Path file, List<String> rest)
    implements DatabaseCommand {

  /** What {@code --help} says about it. */
  public static final String USAGE =
      """
        backup FILE      writes everything that cannot be made anew to a new file, while readers play
        restore FILE     brings such a file into an empty place
      """;

  private static final String BACKUP = "backup";
  private static final String RESTORE = "restore";

  /** Whether the arguments ask for one. */
  public static boolean isAskedFor(String[] arguments) {
    return arguments.length > 0 && (arguments[0].equals(BACKUP) || arguments[0].equals(RESTORE));
  }

  /**
   * Reads the arguments.
   *
   * @throws StartFailure if they name no file
   */
  public static BackupCommand parse(String[] arguments) {
    if (arguments.length < 2 || arguments[1].isBlank() || arguments[1].startsWith("--")) {
      throw new StartFailure(
          arguments[0] + " needs a file: " + arguments[0] + " comic-pile-backup.zip.");
    }
    try {
      return new BackupCommand(
          arguments[0].equals(RESTORE),
          Path.of(arguments[1]).toAbsolutePath().normalize(),
          List.copyOf(Arrays.asList(arguments).subList(2, arguments.length)));
    } catch (InvalidPathException e) {
      throw new StartFailure("'" + arguments[1] + "' is not the name of a file.", e);
    }
  }

  @Override
  public boolean needsEmptyPlace() {
    return restores;
  }

  /**
   * Looks at the file, before a database is looked for or started.
   *
   * @throws StartFailure if it cannot be written, or is no whole backup
   */
  @Override
  public void check() {
    if (restores) {
      BackupFile.verify(file);
    } else {
      Backup.check(file);
    }
  }

  /**
   * Does it and says so.
   *
   * @throws StartFailure with a sentence; then nothing was changed
   */
  @Override
  public void run(DatabaseAddress address) {
    // Without the pool's settings, which end what takes long.
    DriverManagerDataSource database =
        new DriverManagerDataSource(address.url(), address.username(), address.password());
    if (restores) {
      Manifest manifest = BackupFile.verify(file);
      new Restore(database).restore(file, manifest);
      System.out.println(
          "Restored "
              + manifest.summary()
              + " from "
              + file
              + "; the views are rebuilt from the events once Comic Pile is started.");
    } else {
      Manifest manifest = new Backup(database).write(file);
      System.out.println("Backed up " + manifest.summary() + " to " + file + ".");
    }
  }
}
