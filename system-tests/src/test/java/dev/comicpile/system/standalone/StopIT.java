package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of requests that are under way when the program is told to end. */
@Timeout(300)
class StopIT {

  private static final int READERS = 20;
  private static final int ROUNDS = 4;
  private static final int SIGTERM_EXIT = 143;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PILE_RATE_LIMITS", "off",
          "PILE_ADMIN_USERNAME", "keeper",
          "PILE_ADMIN_PASSWORD", "correct horse");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  /** One who writes until that is not possible any more. */
  private static final class Writer {
    private final Api api;
    private final Set<String> answered = new HashSet<>();

    Writer(Api api) {
      this.api = api;
    }

    void writeTo(String url, String round, CountDownLatch begun) {
      Api here = api.from(url);
      try {
        for (int i = 0; ; i++) {
          String title = round + i;
          Answer answer =
              here.post(
                  "/api/threads",
                  "{\"title\": \"%s\", \"format\": \"Comic\", \"issues_remaining\": 1}"
                      .formatted(title));
          if (answer.status() == 201) {
            answered.add(title);
          } else {
            answer.problem(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
          }
          begun.countDown();
        }
      } catch (UncheckedIOException gone) {
        // not answered, so not stored
      }
    }

    void assertStoredIsAnswered(String url) {
      // Of the events themselves, which no view has to reach.
      Answer state = api.from(url).get("/api/history/state").expect(200);
      assertThat(state.texts("queue", "title"))
          .as(api.username())
          .containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  private static Instant signal(ComicPileProcess program) {
    assertThat(program.handle().destroy()).isTrue();
    return Instant.now();
  }

  private static void assertEndedInTime(ComicPileProcess program, Instant signalled) {
    assertThat(program.exitCode()).as(program.output()).isEqualTo(SIGTERM_EXIT);
    assertThat(Duration.between(signalled, Instant.now())).isLessThan(LIMIT);
  }

  @Test
  void whatIsStoredWasAnswered() throws Exception {
    long seed = Long.getLong("stop.seed", System.nanoTime());
    System.out.println("StopIT: -Dstop.seed=" + seed);
    Random random = new Random(seed);
    List<Writer> writers = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ComicPileProcess program = ComicPileProcess.start(data, SETTINGS);
      while (writers.size() < READERS) {
        writers.add(new Writer(Api.register(program.url())));
      }
      writers.forEach(writer -> writer.assertStoredIsAnswered(program.url()));
      CountDownLatch begun = new CountDownLatch(5 * READERS);
      Instant signalled;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        String name = "Round " + round + ", no. ";
        List<Future<?>> writing = new ArrayList<>();
        for (Writer writer : writers) {
          writing.add(threads.submit(() -> writer.writeTo(program.url(), name, begun)));
        }
        begun.await();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
        signalled = signal(program);
        for (Future<?> each : writing) {
          each.get();
        }
      }
      assertEndedInTime(program, signalled);
    }
    try (ComicPileProcess program = ComicPileProcess.start(data, SETTINGS)) {
      writers.forEach(writer -> writer.assertStoredIsAnswered(program.url()));
    }
  }

  @Test
  void whatTakesTooLongIsUndoneAndAnswered() throws Exception {
    ComicPileProcess program = ComicPileProcess.start(data, SETTINGS);
    Api reader = Api.register(program.url());
    reader.add("Saga", 3);
    Answer refused;
    Instant signalled;
    try (Connection other = EmbeddedPostgres.connect(data);
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      statement.execute("select from event_store.pile for update");
      Future<Answer> waiting = threads.submit(() -> reader.post("/api/roll/"));
      await("the roll waits").until(() -> waits(statement));
      signalled = signal(program);
      refused = waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    refused.problem(503);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertEndedInTime(program, signalled);

    try (ComicPileProcess again = ComicPileProcess.start(data, SETTINGS)) {
      assertThat(reader.from(again.url()).get("/api/undo/history").expect(200).json()).hasSize(1);
    }
  }

  private static boolean waits(Statement statement) throws SQLException {
    try (ResultSet waiting =
        statement.executeQuery("select from pg_locks where not granted limit 1")) {
      return waiting.next();
    }
  }

  @Test
  void streamsEndAtOnce() throws Exception {
    ComicPileProcess program = ComicPileProcess.start(data, SETTINGS);
    Api reader = Api.register(program.url());
    Answer imported = reader.upload("/api/threads/import/csv", "pile.csv", longPile());
    assertThat(imported.expect(200).number("imported")).isEqualTo(10_000);
    Api admin = Api.logIn(program.url(), "keeper", "correct horse");
    try (Socket export = begin(program, admin, "/api/admin/export/json");
        Socket live = begin(program, reader, "/api/events")) {
      CompletableFuture<Instant> liveEnded = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> liveEnded.complete(endOf(live)));

      Instant signalled = signal(program);
      String rest = new String(export.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(Duration.between(signalled, Instant.now())).isLessThan(Duration.ofSeconds(2));
      assertThat(rest).doesNotEndWith("\r\n0\r\n\r\n");
      assertThat(Duration.between(signalled, liveEnded.get())).isLessThan(Duration.ofSeconds(2));
      assertEndedInTime(program, signalled);
    }
  }

  private static String longPile() {
    StringBuilder rows = new StringBuilder("title,format,issues_remaining\n");
    for (int i = 0; i < 10_000; i++) {
      rows.append("A title as long as titles may be or nearly so; ".repeat(4)).append(i);
      rows.append(",Comic,1\n");
    }
    return rows.toString();
  }

  /** Asks for something and reads no more than the beginning of the answer. */
  private static Socket begin(ComicPileProcess program, Api api, String path) throws IOException {
    URI url = URI.create(program.url());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + api.bearer()
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    byte[] beginning = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(beginning, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static Instant endOf(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Instant.now();
  }
}
