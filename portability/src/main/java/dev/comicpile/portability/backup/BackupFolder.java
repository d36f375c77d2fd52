package dev.comicpile.portability.backup;

import dev.comicpile.portability.backup.StoredBackup.State;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups in a folder, by whomever they were made; and those alone, whatever else is there. */
final class BackupFolder {

  private static final Logger log = LoggerFactory.getLogger(BackupFolder.class);

  /** As {@code operations/backup.sh} names them, too. */
  private static final Pattern NAME = Pattern.compile("comic-pile-\\d{8}T\\d{6}Z-\\d{1,10}\\.zip");

  private static final Pattern INCOMPLETE = Pattern.compile(NAME.pattern() + "\\.incomplete");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final int keep;
  private final Clock clock;

  /** What reading a whole file has shown since this program was started. */
  private final Map<Path, Checked> checked = new ConcurrentHashMap<>();

  private record Checked(Instant at, long bytes, String problem) {}

  /**
   * A folder, which need not be there yet.
   *
   * @param keep how many good ones are kept
   */
  BackupFolder(Path folder, int keep, Clock clock) {
    this.folder = folder;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Makes one, reads it again, and only then removes what is too old.
   *
   * @param except a file that stays, however old it is
   * @throws StartFailure with a sentence; then nothing was removed
   */
  StoredBackup make(DataSource database, @Nullable Path except) {
    Path file = newFile();
    try {
      Files.createDirectories(folder);
      // What a backup that was killed has left.
      for (Path left : files(INCOMPLETE)) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      throw new StartFailure("The backup failed: " + folder + " cannot be used (" + e + ").", e);
    }
    new Backup(database).write(file);
    removeOld(file, except);
    return listed(file);
  }

  private Path newFile() {
    String time = TIME.format(clock.instant());
    return LongStream.iterate(ProcessHandle.current().pid(), number -> number + 1)
        .mapToObj(number -> folder.resolve("comic-pile-%s-%s.zip".formatted(time, number)))
        .filter(file -> !Files.exists(file))
        .findFirst()
        .orElseThrow();
  }

  /** All of them, the newest first, and last those of a clock that ran ahead. */
  List<StoredBackup> all() {
    Instant now = clock.instant();
    try {
      return files(NAME).stream()
          .map(this::listed)
          .sorted(
              Comparator.comparing((StoredBackup each) -> !each.createdAt().isAfter(now))
                  .thenComparing(StoredBackup::createdAt)
                  .thenComparing(StoredBackup::name)
                  .reversed())
          .toList();
    } catch (IOException e) {
      throw new StartFailure("The folder " + folder + " cannot be read (" + e + ").", e);
    }
  }

  /** Those of such a name; none where there is no folder yet. */
  private List<Path> files(Pattern name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> name.matcher(file.getFileName().toString()).matches()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The file of a name, if it is there and is one of them. */
  Optional<Path> file(String name) {
    return NAME.matcher(name).matches()
        ? Optional.of(folder.resolve(name)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** Reads the whole of one, and says what it is. */
  StoredBackup check(Path file) {
    String problem = "";
    try {
      BackupFile.verify(file);
    } catch (StartFailure e) {
      problem = String.valueOf(e.getMessage());
    }
    checked.put(file, new Checked(clock.instant(), file.toFile().length(), problem));
    return listed(file);
  }

  private StoredBackup listed(Path file) {
    String name = file.getFileName().toString();
    long bytes = file.toFile().length();
    Instant written = Instant.ofEpochMilli(file.toFile().lastModified());
    Checked known = checked.get(file);
    if (known != null && known.bytes() != bytes) {
      known = null;
    }
    if (known != null && !known.problem().isEmpty()) {
      return damaged(name, written, bytes, known.problem());
    }
    try {
      Manifest manifest = BackupFile.manifest(file);
      return new StoredBackup(
          name,
          manifest.createdAt(),
          bytes,
          manifest.rows("event_store", "domain_event"),
          manifest.rows("accounts", "account"),
          State.GOOD,
          known == null ? written : known.at(),
          null);
    } catch (StartFailure e) {
      return damaged(name, written, bytes, String.valueOf(e.getMessage()));
    }
  }

  private static StoredBackup damaged(String name, Instant written, long bytes, String problem) {
    return new StoredBackup(name, written, bytes, 0, 0, State.DAMAGED, null, problem);
  }

  /**
   * The newest good ones stay, and what is older than those goes, damaged ones too.
   *
   * @param made a good one, which stays whatever the clock says
   * @param except a file that stays, however old it is
   */
  void removeOld(Path made, @Nullable Path except) {
    int good = 1;
    for (StoredBackup each : all()) {
      Path file = folder.resolve(each.name());
      if (file.equals(made)) {
        continue;
      }
      if (good >= keep && !file.equals(except)) {
        delete(file);
      }
      good += each.isGood() ? 1 : 0;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("{} is too old and cannot be removed: {}", file, e.toString());
    }
  }
}
