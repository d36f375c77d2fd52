package dev.comicpile.standalone;

import dev.comicpile.portability.backup.RecordedDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data directory as the program of commit 6870802 has left it, before directories said what they
 * are of: with the database that it made in an evening, whose readers are signed in for a hundred
 * years.
 */
final class EarlierDirectory {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path RECORDED = Path.of("src/test/resources/earlier");

  private EarlierDirectory() {}

  /** What that program answered at last, and the tokens of its reader. */
  static JsonNode answers() {
    return JsonMapper.shared().readTree(RECORDED.resolve("answers.json"));
  }

  /**
   * Makes one.
   *
   * @param major version of its PostgreSQL
   */
  static void make(Path directory, int major) throws IOException {
    try (DataDirectory data = DataDirectory.hold(directory)) {
      PostgresFiles files = new PostgresFiles(data.path(), major);
      int port = freePort();
      String password = files.password();
      PostgresServer server = new PostgresServer(files, port, PATIENCE, () -> false);
      server.start();
      try {
        RecordedDatabase.into(
            EmbeddedDatabase.address(port, password), RECORDED.resolve("database.zip"));
      } finally {
        server.stop();
      }
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
