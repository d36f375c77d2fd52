package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that programs were unpacked into, beside those of other versions.
 *
 * @param directory where it is
 * @param mark what its file {@code complete} holds once all of it is on the disk
 */
public record UnpackedCopy(Path directory, String mark) {

  /** Whether it is as it was when it was on the disk as a whole. */
  public boolean isComplete() {
    try {
      return Files.readString(directory.resolve("complete")).equals(mark);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes sure that it is on the disk, so that the next start may rely on it, and removes all
   * others. To be called by the process that runs it and holds the data directory.
   */
  public void keep() throws IOException {
    if (!isComplete()) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sync(file);
        }
      }
      write(directory.resolve("complete"), mark);
    }
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory.resolveSibling("."))) {
      for (Path copy : copies) {
        if (!copy.getFileName().equals(directory.getFileName())) {
          delete(copy);
        }
      }
    }
  }

  /** Removes a directory and all that is in it, if it is there. */
  public static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      List<Path> all;
      try (Stream<Path> paths = Files.walk(tree)) {
        all = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }

  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Writes a file that is there as a whole or not at all. */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text);
    sync(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
