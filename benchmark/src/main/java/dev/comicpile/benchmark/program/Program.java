package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged program, running on a data directory. */
public final class Program implements Subject {

  public static final String ADMIN = "benchmark-admin";
  public static final String PASSWORD = "correct horse battery";

  /**
   * For every process that is measured: no limits, tokens that outlive the benchmark, and reads
   * that wait for their view where others would be refused, so that it is seen how long.
   */
  static final Map<String, String> VARIABLES =
      Map.of(
          "PILE_RATE_LIMITS",
          "off",
          "PILE_ACCESS_TOKEN_TTL",
          "12h",
          "PILE_ADMIN_USERNAME",
          ADMIN,
          "PILE_ADMIN_PASSWORD",
          PASSWORD);

  private final Started started;
  private final URI url;
  private final Database database;
  private final double startSeconds;
  private final CpuTime startCpu;

  private Program(Started started, URI url, Path directory, long begin) {
    this.started = started;
    this.url = url;
    this.database = new Database(directory);
    started.awaitHealthy(url.resolve("/health"));
    startSeconds = (System.nanoTime() - begin) / 1e9;
    startCpu = cpu();
    awaitPrepared(started, directory);
  }

  /**
   * Waits until what the program prepares in the background for its later starts is there: it must
   * not run into what is measured. A build that prepares nothing is not waited for.
   */
  private static void awaitPrepared(Started started, Path directory) {
    Path programs = directory.resolve("program");
    if (Files.isDirectory(programs)) {
      started.await(
          () -> {
            try (Stream<Path> files = Files.walk(programs, 2)) {
              return files.anyMatch(file -> file.toString().endsWith(".aot.crc32"));
            } catch (IOException | UncheckedIOException e) {
              return false;
            }
          });
    }
  }

  /** Starts the jar as anybody would, and waits until it can serve. */
  public static Program start(Path jar, int port, Path directory) {
    return start(List.of(java(), "-jar", jar.toString()), port, directory);
  }

  /** Starts it by a command of one's own, to which its arguments are added. */
  public static Program start(List<String> command, int port, Path directory) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", Integer.toString(port), "--data-dir", directory.toString()));
    long begin = System.nanoTime();
    Path output = directory.resolveSibling(directory.getFileName() + ".out");
    Started started = Started.start(output, VARIABLES, whole);
    URI url = URI.create("http://127.0.0.1:" + port);
    return new Program(started, url, directory, begin);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public URI url() {
    return url;
  }

  public Database database() {
    return database;
  }

  /** From the call of {@code java} until it could serve. */
  public double startSeconds() {
    return startSeconds;
  }

  /** What it had used by then. */
  public CpuTime startCpu() {
    return startCpu;
  }

  @Override
  public CpuTime cpu() {
    long postgres = ProcessTree.of(database.postmaster()).cpuMillis();
    return new CpuTime(started.tree().cpuMillis(), postgres);
  }

  /** The process that serves: the one started, whatever it may have become since. */
  public long serving() {
    return started.process().pid();
  }

  /** Memory of the serving process that is in RAM, in MB. */
  public double residentMegabytes() {
    return residentKib(serving()) * 1024 / 1e6;
  }

  /** The command line of the serving process, with the options it has chosen for itself. */
  public List<String> commandLine() {
    try {
      Path process = Path.of("/proc", Long.toString(serving()));
      List<String> words =
          new ArrayList<>(List.of(Files.readString(process.resolve("cmdline")).split("\0", -1)));
      // The first word is what the program calls itself, and need not name a file.
      words.set(0, Files.readSymbolicLink(process.resolve("exe")).toString());
      return words;
    } catch (IOException e) {
      throw new IllegalStateException("The program has ended.", e);
    }
  }

  private static long residentKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new IllegalStateException("The program has ended.", e);
    }
  }

  /** Ends it as a service manager would. */
  @Override
  public void close() {
    started.close();
  }
}
