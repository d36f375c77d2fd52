package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A directory that only the user who runs the program can get into. Passwords, keys and programs
 * are in it; who can change one of those could act as that user.
 */
public final class PrivateDirectory {

  /** In a data directory: the copies of the program that it is started from. */
  public static final String PROGRAM = "program";

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateDirectory() {}

  /**
   * Makes it if it is not there, and makes it private if it is not.
   *
   * @return whether others could get into it until now
   * @throws IOException if it cannot be made, or cannot be made private
   */
  public static boolean make(Path directory) throws IOException {
    if (!isPosix(directory)) {
      Files.createDirectories(directory);
      return false;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      // Others may well get into that.
      Files.createDirectories(parent);
    }
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER));
    if (!isOpen(directory)) {
      return false;
    }
    Files.setPosixFilePermissions(directory, OWNER);
    if (isOpen(directory)) {
      // Some file systems take permissions and forget them.
      throw new IOException("others can get into " + directory + ", and that cannot be changed");
    }
    return true;
  }

  /** Whether it is there and others can get into it; where the system has no such thing, never. */
  public static boolean isOpen(Path directory) throws IOException {
    return isPosix(directory)
        && Files.isDirectory(directory)
        && !OWNER.containsAll(Files.getPosixFilePermissions(directory));
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
