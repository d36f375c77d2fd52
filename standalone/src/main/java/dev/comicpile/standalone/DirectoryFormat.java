package dev.comicpile.standalone;

import dev.comicpile.eventstore.Schemas;
import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.Launch;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a data directory was last used by, as a file in it says. Programs from before that file have
 * left none, and never a newer format than this one.
 *
 * @param program its version
 * @param postgresql the major version of its PostgreSQL
 * @param migrations how many its schemas have: never less in a later program, also between two
 *     whose versions say nothing; 0 where a program from before this number has used it
 */
record DirectoryFormat(String program, int postgresql, int migrations) {

  /** In the data directory. */
  static final String FILE = "format.properties";

  private static final String PROGRAM = "program";
  private static final String POSTGRESQL = "postgresql";
  private static final String MIGRATIONS = "migrations";

  private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

  /** Looked for once: its migrations are counted in the jars. */
  private static final class Own {
    static final DirectoryFormat FORMAT =
        new DirectoryFormat(Launch.version(), PostgresFiles.MAJOR, Schemas.migrations());
  }

  /** That of this program. */
  static DirectoryFormat own() {
    return Own.FORMAT;
  }

  /**
   * That of a directory; empty where there is no file.
   *
   * @throws StartFailure if there is one that says nothing
   */
  static Optional<DirectoryFormat> of(Path directory) {
    Path file = directory.resolve(FILE);
    Properties said = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      said.load(reader);
      return Optional.of(
          new DirectoryFormat(
              said.getProperty(PROGRAM, "").strip(),
              Integer.parseInt(said.getProperty(POSTGRESQL, "").strip()),
              Integer.parseInt(said.getProperty(MIGRATIONS, "0").strip())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(
          file
              + " does not say which program the directory is of: write program=VERSION and"
              + " postgresql=NUMBER into it, or take it from a copy.",
          e);
    }
  }

  /**
   * Refuses a directory that a newer program has used: what that one has changed, this one cannot
   * know.
   *
   * @throws StartFailure with a sentence that names both
   */
  void requireNotNewer(Path directory) {
    of(directory)
        .filter(
            last ->
                isNewer(last.program, program)
                    || last.postgresql > postgresql
                    || last.migrations > migrations)
        .ifPresent(
            last -> {
              throw new StartFailure(
                  "The data directory "
                      + directory
                      + " was last used by "
                      + last
                      + ", and this is the older "
                      + this
                      + ": start that version or a later one, or restore a backup from before it"
                      + " into another directory.");
            });
  }

  /**
   * Refuses a directory whose database is gone, instead of beginning an empty one there.
   *
   * @throws StartFailure with a sentence that says how to go on
   */
  static void requireDatabase(Path directory) {
    of(directory)
        .filter(last -> !EmbeddedDatabase.existsIn(directory))
        .ifPresent(
            last -> {
              throw new StartFailure(
                  "The data directory "
                      + directory
                      + " was used by "
                      + last
                      + ", and its database "
                      + new PostgresFiles(directory).cluster()
                      + " is gone: put it back, restore a backup into the directory, or remove "
                      + FILE
                      + " to begin an empty pile there.");
            });
  }

  /**
   * What this program is about to do to a directory that another one used last, in a sentence;
   * empty where it need do nothing.
   */
  Optional<String> upgradeOf(Path directory) {
    Optional<DirectoryFormat> last = of(directory);
    if (last.isPresent() ? last.get().equals(this) : !EmbeddedDatabase.existsIn(directory)) {
      return Optional.empty();
    }
    return Optional.of(
        "The data directory "
            + directory
            + " was last used by "
            + last.map(DirectoryFormat::toString).orElse("an earlier Comic Pile")
            + ", and is upgraded to "
            + this
            + ".");
  }

  /** Writes it down, before anything is changed that an older program would not understand. */
  void mark(Path directory) {
    try {
      if (!of(directory).equals(Optional.of(this))) {
        UnpackedCopy.write(
            directory.resolve(FILE),
            "# Which program has used this directory last: an older one refuses it.\n"
                + "%s=%s\n%s=%s\n%s=%s\n"
                    .formatted(PROGRAM, program, POSTGRESQL, postgresql, MIGRATIONS, migrations));
      }
    } catch (IOException e) {
      throw new StartFailure(
          directory.resolve(FILE) + " cannot be written (" + e.getMessage() + ").", e);
    }
  }

  /** By its numbers alone; what has none, as a program that was never built, is older than any. */
  private static boolean isNewer(String version, String than) {
    return Arrays.compare(numbers(version), numbers(than)) > 0;
  }

  /** Without zeros at the end, which say nothing. */
  private static int[] numbers(String version) {
    Matcher found = NUMBERS.matcher(version);
    return found.lookingAt()
        ? Pattern.compile("\\.")
            .splitAsStream(found.group().replaceFirst("(\\.0+)+$", ""))
            .mapToInt(Integer::parseInt)
            .toArray()
        : new int[0];
  }

  @Override
  public String toString() {
    String known = migrations == 0 ? "" : " and " + migrations + " migrations";
    return "Comic Pile " + program + " with PostgreSQL " + postgresql + known;
  }
}
