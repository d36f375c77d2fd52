package dev.comicpile.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, which the jar brings along as an archive, unpacked into a directory.
 * Whoever uses them holds the data directory.
 */
final class PostgresPrograms {

  private static final String ARCHIVE = "postgres-%s-%s.txz";
  private static final List<String> MACHINES =
      List.of("x86_64", "x86_64-alpine_linux", "arm_64", "arm_64-alpine_linux");

  private static final boolean ON_WINDOWS = system().equals("windows");

  /** What is unpacked belongs to whoever unpacks it: that is -o. */
  private static final List<String> TAR = List.of("tar", "-x", "-J", "-o", "-f", "-", "-C");

  /** PostgreSQL refuses to run as root; in a user namespace root is nobody in particular. */
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path directory;
  private final List<String> prefix;

  private PostgresPrograms(Path directory, List<String> prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  /**
   * Those of this version, unpacked if they are not there yet.
   *
   * @throws IOException if they cannot be unpacked, or there are none for this system
   */
  static PostgresPrograms in(Path folder) throws IOException {
    URL archive =
        archive()
            .orElseThrow(
                () ->
                    new IOException(
                        "this jar was built for another system: it has no PostgreSQL for "
                            + system()));
    Path directory = folder.resolve(version(archive));
    if (!Files.exists(mark(directory))) {
      delete(directory);
      Files.createDirectories(directory);
      unpack(archive, directory);
      closeToOthers(directory);
    }
    return new PostgresPrograms(directory, isRoot() && canBeNobody() ? AS_NOBODY : List.of());
  }

  /**
   * Runs one of them to its end.
   *
   * @param log what it says is added to this file
   * @throws IOException if it says that it has failed
   */
  void run(Path log, String name, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(prefix);
    words.add(directory.resolve("bin").resolve(ON_WINDOWS ? name + ".exe" : name).toString());
    words.addAll(arguments);
    Redirect redirect = Redirect.appendTo(log.toFile());
    if (exitValue(new ProcessBuilder(words).redirectOutput(redirect).redirectError(redirect))
        != 0) {
      throw new IOException(name + " failed");
    }
  }

  /**
   * Makes sure that they are on the disk, so that the next start may rely on it, and removes those
   * of other versions.
   */
  void keep() throws IOException {
    if (!Files.exists(mark(directory))) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sync(file);
        }
      }
      Path draft = Files.createFile(directory.resolve("complete.new"));
      sync(draft);
      Files.move(draft, mark(directory), StandardCopyOption.ATOMIC_MOVE);
    }
    try (DirectoryStream<Path> others = Files.newDirectoryStream(directory.resolveSibling("."))) {
      for (Path other : others) {
        if (!other.getFileName().equals(directory.getFileName())) {
          delete(other);
        }
      }
    }
  }

  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Path mark(Path directory) {
    return directory.resolve("complete");
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The build puts those of one system into the jar. */
  private static Optional<URL> archive() {
    ClassLoader loader = PostgresPrograms.class.getClassLoader();
    return MACHINES.stream()
        .map(machine -> loader.getResource(ARCHIVE.formatted(system(), machine)))
        .flatMap(found -> Stream.ofNullable(found))
        .findFirst();
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
  }

  private static String version(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    return connection instanceof JarURLConnection jar
        ? "%08x".formatted(jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getContentLengthLong());
  }

  /** The system's own tar takes a fifth of the time. */
  private static void unpack(URL archive, Path directory) throws IOException {
    try {
      List<String> words = new ArrayList<>(TAR);
      words.add(directory.toString());
      Process tar =
          new ProcessBuilder(words)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream in = archive.openStream();
          OutputStream out = tar.getOutputStream()) {
        in.transferTo(out);
      }
      if (tar.waitFor() == 0 && Files.isDirectory(directory.resolve("bin"))) {
        return;
      }
    } catch (IOException e) {
      // There is none, or it knows no xz.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    unpackHere(archive, directory);
  }

  /** The archive has directories that everybody may write to. */
  private static void closeToOthers(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(path -> !Files.isSymbolicLink(path)).toList()) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.removeAll(OF_OTHERS)) {
          Files.setPosixFilePermissions(path, permissions);
        }
      }
    }
  }

  private static void unpackHere(URL archive, Path directory) throws IOException {
    try (InputStream in = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
          throw new IOException("there is a strange name in the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.deleteIfExists(path);
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
          if (!ON_WINDOWS && (entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true)) {
            throw new IOException(path + " cannot be made executable");
          }
        }
      }
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer id && id == 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean canBeNobody() {
    List<String> words = new ArrayList<>(AS_NOBODY);
    words.add("true");
    try {
      return exitValue(
              new ProcessBuilder(words)
                  .redirectOutput(Redirect.DISCARD)
                  .redirectError(Redirect.DISCARD))
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int exitValue(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
