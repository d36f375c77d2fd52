package dev.comicpile.standalone;

import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the embedded PostgreSQL has its things.
 *
 * @param directory the data directory
 * @param major version of PostgreSQL
 * @param cluster the database itself
 */
record PostgresFiles(Path directory, int major, Path cluster) {

  /** The version that this program runs. */
  static final int MAJOR = 18;

  /** The first one, when there was no other to tell it from. */
  private static final int UNNUMBERED = 18;

  /** Of those before it, a version had two numbers. */
  private static final int OLDEST = 10;

  private static final int PASSWORD_BYTES = 24;

  /** In the words of the server, or of the program that starts it. */
  private static final List<Pattern> CAUSES =
      List.of(
          Pattern.compile(
              "(FATAL|PANIC): .*|^\\w+: error: .*|postgres: could not .*", Pattern.MULTILINE),
          Pattern.compile("^pg_ctl: (?!could not start|another server).*", Pattern.MULTILINE));

  /** Those of the version that this program runs. */
  PostgresFiles(Path directory) {
    this(directory, MAJOR);
  }

  /** Those of a version: each has a directory of its own. */
  PostgresFiles(Path directory, int major) {
    this(
        directory,
        major,
        directory.resolve(major == UNNUMBERED ? "postgres" : "postgres-" + major));
  }

  /** One that is being made. */
  Path incompleteCluster() {
    return cluster.resolveSibling(cluster.getFileName() + "-incomplete");
  }

  /** The one that an upgrade to this version fills, until it is as good as the one before. */
  PostgresFiles upgraded() {
    return new PostgresFiles(directory, major, directory.resolve("postgres-upgraded"));
  }

  /** Those of earlier versions, the latest first. */
  List<PostgresFiles> earlier() {
    return IntStream.iterate(major - 1, version -> version >= OLDEST, version -> version - 1)
        .mapToObj(version -> new PostgresFiles(directory, version))
        .filter(files -> Files.isDirectory(files.cluster()))
        .toList();
  }

  /** Its programs, unpacked: in a directory for each version, but where an image brings them. */
  Path programs() {
    return PostgresPrograms.prepared()
        .filter(path -> major == MAJOR)
        .orElseGet(() -> directory.resolve(DataDirectory.POSTGRES_PROGRAMS));
  }

  Path passwordFile() {
    return directory.resolve("postgres.password");
  }

  /** What is said while it is started or stopped, before its own log is open. */
  Path startLog() {
    return logs().resolve("postgresql-start.log");
  }

  private Path logs() {
    return directory.resolve("log");
  }

  /**
   * The password of its superuser; made before there is a database, and readable by nobody else.
   *
   * @throws StartFailure if there is a database, and not its password
   */
  String password() throws IOException {
    Path file = passwordFile();
    boolean isThere = Files.exists(file) && (Files.isDirectory(file) || Files.size(file) > 0);
    if (!isThere && EmbeddedDatabase.existsIn(directory)) {
      throw new StartFailure(
          file
              + " is missing or empty, and the database beside it opens to nobody without it: put"
              + " it back from a copy of the data directory; docs/operations.md says what to do"
              + " without one.");
    }
    if (!isThere) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Path draft = file.resolveSibling("postgres.password.new");
      Files.deleteIfExists(draft);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            draft,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(draft, HexFormat.of().formatHex(random));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.readString(file).strip();
  }

  /** How much all logs hold: it grows for as long as a server that recovers goes on. */
  long sizeOfLogs() throws IOException {
    long size = 0;
    for (Path log : writtenSince(Instant.EPOCH)) {
      size += Files.size(log);
    }
    return size;
  }

  /** Why it did not start, in its own words, for the end of a sentence; and where to look. */
  String says(Instant since) {
    try {
      for (Pattern cause : CAUSES) {
        for (Path log : writtenSince(since)) {
          Optional<String> said = last(cause, log);
          if (said.isPresent()) {
            return " (" + said.get() + "): " + log + " says more.";
          }
        }
      }
    } catch (IOException e) {
      // Then there is nothing to add.
    }
    return ": " + startLog() + " may say why.";
  }

  /** The logs that were written to, the one of the start first. */
  private List<Path> writtenSince(Instant time) throws IOException {
    List<Path> written = new ArrayList<>();
    FileTime since = FileTime.from(time);
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(logs(), "postgresql-*.log")) {
      for (Path log : logs) {
        if (Files.getLastModifiedTime(log).compareTo(since) >= 0) {
          written.add(log.equals(startLog()) ? 0 : written.size(), log);
        }
      }
    }
    return written;
  }

  private static Optional<String> last(Pattern cause, Path log) throws IOException {
    return cause
        .matcher(new String(Files.readAllBytes(log), StandardCharsets.UTF_8))
        .results()
        .map(said -> said.group().strip())
        .reduce((one, later) -> later);
  }
}
