package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program, running on a data directory. */
public final class Program implements Subject {

  public static final String ADMIN = "benchmark-admin";
  public static final String PASSWORD = "correct horse battery";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final URI url;
  private final Database database;
  private final double startSeconds;
  private final CpuTime startCpu;

  private Program(Process process, URI url, Database database, long begin) {
    this.process = process;
    this.url = url;
    this.database = database;
    awaitHealth(begin);
    startSeconds = (System.nanoTime() - begin) / 1e9;
    startCpu = cpu();
  }

  /** Starts the jar as anybody would, and waits until it can serve. */
  public static Program start(Path jar, int port, Path directory) {
    return start(List.of(java(), "-jar", jar.toString()), port, directory);
  }

  /** Starts it by a command of one's own, to which its arguments are added. */
  public static Program start(List<String> command, int port, Path directory) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--port", Integer.toString(port), "--data-dir", directory.toString()));
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.environment().put("PILE_RATE_LIMITS", "off");
    builder.environment().put("PILE_ACCESS_TOKEN_TTL", "12h");
    builder.environment().put("PILE_ADMIN_USERNAME", ADMIN);
    builder.environment().put("PILE_ADMIN_PASSWORD", PASSWORD);
    builder.redirectOutput(directory.resolveSibling(directory.getFileName() + ".out").toFile());
    try {
      Files.createDirectories(directory);
      long begin = System.nanoTime();
      URI url = URI.create("http://127.0.0.1:" + port);
      return new Program(builder.start(), url, new Database(directory), begin);
    } catch (IOException e) {
      throw new IllegalStateException("The program cannot be started: " + e.getMessage(), e);
    }
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

  /** The process that serves: the one started, or where that only starts another, the other one. */
  public long serving() {
    return ProcessTree.of(process.pid()).processes().stream()
        .filter(one -> one.command().equals("java"))
        .max((one, other) -> Long.compare(residentKib(one.pid()), residentKib(other.pid())))
        .map(ProcessStatus::pid)
        .orElseThrow(() -> new IllegalStateException("The program has ended."));
  }

  @Override
  public CpuTime cpu() {
    return new CpuTime(
        ProcessTree.of(process.pid()).cpuMillis(),
        ProcessTree.of(database.postmaster()).cpuMillis());
  }

  /** Memory of the serving process that is in RAM, in MB. */
  public double residentMegabytes() {
    return residentKib(serving()) * 1024 / 1e6;
  }

  /** The command line of the serving process, with the options it has chosen for itself. */
  public List<String> commandLine() {
    try {
      Path file = Path.of("/proc", Long.toString(serving()), "cmdline");
      return List.of(Files.readString(file).split("\0"));
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

  private void awaitHealth(long begin) {
    while (!healthy()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("The program ended instead of starting.");
      }
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        close();
        throw new IllegalStateException("The program did not start within " + LIMIT + ".");
      }
      Pause.millis(20);
    }
  }

  private boolean healthy() {
    try {
      HttpURLConnection health =
          (HttpURLConnection) url.resolve("/health").toURL().openConnection();
      return health.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it as a service manager would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
