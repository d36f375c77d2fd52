package dev.comicpile.standalone;

import dev.comicpile.standalone.launch.PrivateDirectory;
import dev.comicpile.standalone.launch.UnpackedCopy;
import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that keeps everything, held by this process alone. The operating system lets go of
 * it however the process ends.
 */
final class DataDirectory implements AutoCloseable {

  /** What is unpacked into it: PostgreSQL's programs, and the program itself. */
  static final String POSTGRES_PROGRAMS = "postgres-program";

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
    try {
      boolean wasOpen = PrivateDirectory.make(path);
      PrivateDirectory.make(path.resolve("log"));
      FileChannel channel =
          FileChannel.open(
              path.resolve("comic-pile.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
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
      throw new StartFailure(
          "The data directory "
              + path
              + " cannot be used ("
              + reason(e)
              + "): choose another one with --data-dir or PILE_DATA_DIR.",
          e);
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("log");
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

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "no permission for " + denied.getFile();
      case java.nio.file.FileAlreadyExistsException there -> there.getFile() + " is a file";
      default -> String.valueOf(e.getMessage());
    };
  }
}
