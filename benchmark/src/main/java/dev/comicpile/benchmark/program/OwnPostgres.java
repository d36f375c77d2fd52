package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A new PostgreSQL for services that are run apart, by the binaries that the program brings. */
final class OwnPostgres implements AutoCloseable {

  /** How deep in a data directory the binaries may lie. */
  private static final int DEPTH = 5;

  private final Started server;
  private final int port;

  private OwnPostgres(Started server, int port) {
    this.server = server;
    this.port = port;
    server.await(this::answers);
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param embedded a data directory of the program, which has unpacked the binaries there
   */
  static OwnPostgres start(Path embedded, Path directory, int port) throws IOException {
    Path binaries = binaries(embedded);
    String data = directory.resolve("postgres").toString();
    List<String> cluster = List.of("-D", data, "-U", "comicpile", "-A", "trust", "-E", "UTF8");
    Started.run(
        directory.resolve("initdb.out"),
        command(
            binaries.resolve("initdb"),
            cluster,
            List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")));
    Started server =
        Started.start(
            directory.resolve("postgres.out"),
            Map.of(),
            command(
                binaries.resolve("postgres"),
                List.of("-D", data, "-p", Integer.toString(port)),
                List.of("-h", "127.0.0.1", "-k", "", "-c", "max_connections=100")));
    return new OwnPostgres(server, port);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  long cpuMillis() {
    return server.tree().cpuMillis();
  }

  private boolean answers() {
    try {
      DriverManager.getConnection(url(), "comicpile", "").close();
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** PostgreSQL does not run as root; in a user namespace of its own it is another user. */
  private static List<String> command(Path binary, List<String> some, List<String> others) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binary.toString());
    command.addAll(some);
    command.addAll(others);
    return command;
  }

  private static Path binaries(Path unpacked) throws IOException {
    try (Stream<Path> files = Files.walk(unpacked, DEPTH)) {
      return files
          .filter(file -> file.endsWith("bin/initdb"))
          .map(Path::getParent)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No initdb is in " + unpacked + "."));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
