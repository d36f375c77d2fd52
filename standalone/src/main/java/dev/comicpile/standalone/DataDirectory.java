package dev.comicpile.standalone;

import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.standalone.launch.PrivateDirectory;
import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that keeps everything, held by this process alone. The operating system lets go of
 * it however the process ends.
 */
final class DataDirectory implements AutoCloseable {

  /** What is unpacked into it: PostgreSQL's programs, and the program itself. */
  static final String POSTGRES_PROGRAMS = "postgres-program";

  private static final String LOGS = "log";
  private static final String LOCK = "comic-pile.lock";

  /** What the program writes there itself; whatever else lies there may be anybody's. */
  private static final List<String> OWN =
      List.of(
          "",
          LOCK,
          LOGS,
          LOGS + "/comic-pile.log",
          TombstoneFile.NAME,
          DirectoryFormat.FILE,
          PrivateDirectory.PROGRAM,
          POSTGRES_PROGRAMS,
          "postgres",
          "postgres.password");

  /** In MB: the programs, an empty database and its first log. */
  private static final long ROOM_TO_BEGIN = 200;

  /** Which of the users in a line of /proc/self/status opens files. */
  private static final int EFFECTIVE = 2;

  /** In MB. */
  private static final long ROOM_TO_GO_ON = 2;

  private static final List<String> PROGRAMS = List.of(POSTGRES_PROGRAMS, PrivateDirectory.PROGRAM);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the directory, and makes it if it is not there.
   *
   * @throws StartFailure if that cannot be done, or another process holds it
   */
  static DataDirectory hold(Path path) {
    return tryHold(path)
        .orElseThrow(
            () ->
                new StartFailure(
                    "The data directory "
                        + path
                        + " is in use by another Comic Pile: stop that one, or choose another"
                        + " directory with --data-dir or PILE_DATA_DIR."));
  }

  /**
   * The same, but empty where another process holds it.
   *
   * @throws StartFailure if the directory cannot be used
   */
  static Optional<DataDirectory> tryHold(Path path) {
    requireOwn(path);
    try {
      boolean wasOpen = PrivateDirectory.make(path);
      PrivateDirectory.make(path.resolve(LOGS));
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      requireRoom(path);
      if (wasOpen) {
        // Another user may have put a program of their own there; both are unpacked again.
        for (String program : PROGRAMS) {
          UnpackedCopy.delete(path.resolve(program));
        }
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new DataDirectory(path, channel));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve(LOGS);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // the end of the process lets go of it
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Nobody but its owner can close it to others, and PostgreSQL takes nobody else's files. One that
   * another process holds is left to that one, so that root can still give commands to it.
   *
   * @throws StartFailure with the command that mends it, if it belongs to another user
   */
  static void requireOwn(Path path) {
    OptionalInt user = user();
    if (user.isEmpty()) {
      return;
    }
    try {
      for (String name : OWN) {
        Path own = path.resolve(name);
        if (Files.exists(own)
            && !Files.getAttribute(own, "unix:uid").equals(user.getAsInt())
            && !isHeld(path)) {
          throw new StartFailure(
              ("%s belongs to user %s, and this is user %s: `chown -R %s \"%s\"` gives the data"
                      + " directory to this one; or choose another with --data-dir or PILE_DATA_DIR.")
                  .formatted(
                      own, Files.getOwner(own).getName(), user.getAsInt(), user.getAsInt(), path));
        }
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static boolean isHeld(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    if (!Files.isWritable(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return lock(channel) == null;
    }
  }

  /** Whether what this program writes is root's. */
  static boolean isOfRoot() {
    return user().equals(OptionalInt.of(0));
  }

  /** Whose files PostgreSQL will take; empty where the system does not say so. */
  private static OptionalInt user() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("Uid:"))
          .mapToInt(line -> Integer.parseUnsignedInt(line.split("\\s+", -1)[EFFECTIVE]))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * On a full disk PostgreSQL ends in words that nobody understands.
   *
   * @throws StartFailure if there is too little room to begin
   */
  private static void requireRoom(Path path) {
    File disk = path.toFile();
    long free = disk.getUsableSpace() / 1_000_000;
    long needed = EmbeddedDatabase.existsIn(path) ? ROOM_TO_GO_ON : ROOM_TO_BEGIN;
    // Some file systems do not say how large they are.
    if (free < needed && disk.getTotalSpace() > 0) {
      throw new StartFailure(
          ("The disk of the data directory %s has %s MB left, and Comic Pile needs %s MB to start:"
                  + " make room, or choose another one with --data-dir or PILE_DATA_DIR.")
              .formatted(path, free, needed));
    }
  }

  private static StartFailure unusable(Path path, IOException e) {
    return new StartFailure(
        "The data directory "
            + path
            + " cannot be used ("
            + reason(e)
            + "): choose another one with --data-dir or PILE_DATA_DIR.",
        e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "no permission for " + denied.getFile();
      case java.nio.file.FileAlreadyExistsException there -> there.getFile() + " is a file";
      default -> String.valueOf(e.getMessage());
    };
  }
}
