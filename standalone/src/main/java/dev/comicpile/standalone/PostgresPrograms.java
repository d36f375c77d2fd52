package dev.comicpile.standalone;

import dev.comicpile.standalone.launch.ImagePreparation;
import dev.comicpile.standalone.launch.UnpackedCopy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, which the jar brings along as an archive, unpacked into a directory.
 * The process that uses them holds the data directory.
 *
 * @param directory where they are
 * @param prefix the words before that of a program where it is run
 */
record PostgresPrograms(Path directory, List<String> prefix) {

  private static final String ARCHIVE = "postgres-%s-%s.txz";
  private static final List<String> MACHINES =
      List.of("x86_64", "x86_64-alpine_linux", "arm_64", "arm_64-alpine_linux");

  private static final boolean ON_WINDOWS = system().equals("windows");

  /** PostgreSQL refuses to run as root; in a user namespace root is nobody in particular. */
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");

  /**
   * Those of a version, unpacked if they are not there yet.
   *
   * @param major version of PostgreSQL
   * @throws IOException if they cannot be unpacked, or there are none for this system
   */
  static PostgresPrograms in(Path folder, int major) throws IOException {
    Optional<Path> prepared = prepared().filter(path -> major == PostgresFiles.MAJOR);
    Path directory = prepared.isPresent() ? prepared.get() : unpacked(folder, major);
    return new PostgresPrograms(
        directory, DataDirectory.isOfRoot() && canBeNobody() ? AS_NOBODY : List.of());
  }

  /** Those that are there before anything is started, as in an image. */
  static Optional<Path> prepared() {
    return Optional.ofNullable(System.getProperty(ImagePreparation.POSTGRES)).map(Path::of);
  }

  private static Path unpacked(Path folder, int major) throws IOException {
    URL archive =
        archive(major)
            .orElseThrow(
                () ->
                    new IOException(
                        "this jar was built for another system: it has no PostgreSQL "
                            + major
                            + " for "
                            + system()));
    Path directory = folder.resolve(version(archive));
    if (!new UnpackedCopy(directory, "").isComplete()) {
      UnpackedCopy.delete(directory);
      Files.createDirectories(directory);
      unpack(archive, directory);
    }
    return directory;
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
    if (exitValue(
            new ProcessBuilder(words).redirectOutput(redirect).redirectError(redirect).start())
        != 0) {
      throw new IOException(name + " failed");
    }
  }

  /**
   * Makes sure that they are on the disk, so that the next start may rely on it, and removes those
   * of other versions.
   */
  void keep() throws IOException {
    if (prepared().isEmpty()) {
      new UnpackedCopy(directory, "").keep();
    }
  }

  /**
   * The build puts those of one system into the jar, and those of the version before where there is
   * something to upgrade from it.
   */
  static Optional<URL> archive(int major) {
    ClassLoader loader = PostgresPrograms.class.getClassLoader();
    String place = major == PostgresFiles.MAJOR ? "" : "postgresql-" + major + "/";
    return MACHINES.stream()
        .map(machine -> loader.getResource(place + ARCHIVE.formatted(system(), machine)))
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
        ? HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getContentLengthLong());
  }

  /** The system's own tar takes a fifth of the time, where there is one. */
  private static void unpack(URL archive, Path directory) throws IOException {
    if (!untar(archive, directory)) {
      unpackHere(archive, directory);
    }
  }

  /** The same where the system has no tar, or one that knows no xz. */
  static void unpackHere(URL archive, Path directory) throws IOException {
    try (InputStream in = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, entry.resolveIn(directory));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.deleteIfExists(path);
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
      if (!ON_WINDOWS && (entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true)) {
        throw new IOException(path + " cannot be made executable");
      }
    }
  }

  /**
   * What is unpacked belongs to the user who unpacks it: that is -o. The archive has directories
   * that everybody may write to; they are closed as this user's own files are.
   */
  private static boolean untar(URL archive, Path directory) throws IOException {
    try (InputStream packed = archive.openStream()) {
      Process tar =
          quiet(
                  List.of(
                      "tar",
                      "-x",
                      "-J",
                      "-o",
                      "--no-same-permissions",
                      "-f",
                      "-",
                      "-C",
                      directory.toString()))
              .start();
      try (OutputStream out = tar.getOutputStream()) {
        packed.transferTo(out);
      }
      return exitValue(tar) == 0 && Files.isDirectory(directory.resolve("bin"));
    } catch (IOException e) {
      // There is none.
      return false;
    }
  }

  private static ProcessBuilder quiet(List<String> words) {
    return new ProcessBuilder(words)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
  }

  private static boolean canBeNobody() {
    List<String> words = new ArrayList<>(AS_NOBODY);
    words.add("true");
    try {
      return exitValue(quiet(words).start()) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int exitValue(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
