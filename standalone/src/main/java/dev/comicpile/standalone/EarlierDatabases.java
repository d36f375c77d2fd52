package dev.comicpile.standalone;

import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The databases of earlier PostgreSQLs, which an upgrade keeps until it is told otherwise. */
final class EarlierDatabases {

  /** The argument that removes them. */
  static final String COMMAND = "remove-old-database";

  /** What {@code --help} says about it. */
  static final String USAGE =
      """
        remove-old-database
                         removes what an upgrade of PostgreSQL has kept of the version before
      """;

  private EarlierDatabases() {}

  /**
   * Removes them, and says so.
   *
   * @throws StartFailure if one is the only one there is, or cannot be removed
   */
  static void remove(Path directory) {
    PostgresFiles files = new PostgresFiles(directory);
    try {
      List<PostgresFiles> earlier = files.earlier();
      if (!Files.exists(files.cluster())) {
        throw new StartFailure(
            "There is no database of PostgreSQL "
                + files.major()
                + " in "
                + directory
                + " yet, so nothing was removed: start Comic Pile once.");
      }
      for (PostgresFiles each : earlier) {
        if (Postmaster.process(each.cluster()).isPresent()) {
          throw new StartFailure("A server runs in " + each.cluster() + ": nothing was removed.");
        }
        UnpackedCopy.delete(each.cluster());
        System.out.println("Removed " + each.cluster() + ".");
      }
      if (earlier.isEmpty()) {
        System.out.println("There is no database of an earlier PostgreSQL in " + directory + ".");
      }
    } catch (IOException e) {
      throw new StartFailure("It could not be removed: " + e + ".", e);
    }
  }
}
