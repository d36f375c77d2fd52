package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the gateway, by what arrives behind it. */
class GatewayRulesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Stub COMMAND_1 = new Stub("command");
  private static final Stub COMMAND_2 = new Stub("command");
  private static final Stub QUERY_1 = new Stub("query");
  private static final Stub QUERY_2 = new Stub("query");
  private static final List<Stub> STUBS = List.of(COMMAND_1, COMMAND_2, QUERY_1, QUERY_2);

  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Child.freePort(),
            List.of(COMMAND_1.place(), COMMAND_2.place()),
            List.of(QUERY_1.place(), QUERY_2.place()));
    await("the gateway answers").until(GatewayRulesIT::isHealthy);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    STUBS.forEach(Stub::close);
  }

  @BeforeEach
  void everybodyIsThere() {
    for (Stub stub : STUBS) {
      stub.answers(exchange -> Stub.say(exchange, stub.name()));
    }
    STUBS.forEach(stub -> stub.seen().clear());
  }

  private static boolean isHealthy() {
    return isOk(request("/health").GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.url() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return send(request, BodyHandlers.ofString());
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws IOException {
    try {
      return HTTP.send(request.build(), body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Stub.Seen> seenBy(Stub... stubs) {
    return Stream.of(stubs).flatMap(stub -> stub.seen().stream()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-machine", "containers"})
  void theConfigurationIsAccepted(String servers) {
    assertThat(Gateway.check(servers)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/threads/,query",
    "GET,/api/threads/7,query",
    "HEAD,/api/queue/,query",
    "GET,/api/roll/current,query",
    "GET,/api/sessions/3/details,query",
    "GET,/api/undo/history,query",
    "GET,/api/history/events?limit=5,query",
    "GET,/api/analytics,query",
    "GET,/api/admin/users,query",
    "GET,/api/admin/users/2/snapshots,query",
    "GET,/api/admin/projections,query",
    "POST,/api/admin/projections/queue/replay,query",
    "POST,/api/admin/projections/queue/readers/2/retry/,query",
    "GET,/api/admin/export/json/,query",
    "GET,/api/nothing,query",
    "POST,/api/threads/,command",
    "PUT,/api/threads/7,command",
    "DELETE,/api/queue/,command",
    "PATCH,/api/threads/7,command",
    "POST,/api/undo/,command",
    "POST,/api/admin/users/2/tokens/revoke,command",
    "POST,/api/admin/users/2/snapshots/4/restore,command",
    "POST,/api/admin/import/json,command",
    "POST,/api/auth/login,command",
    "GET,/api/auth/me,command",
    "HEAD,/api/auth/me/,command",
    "GET,/%61pi/auth/me,command",
    "GET,/api/authors,query",
    "GET,/.well-known/jwks.json,command",
    "OPTIONS,/api/queue/,command",
    "GET,/docs,command",
    "GET,/openapi.json,command",
    "GET,/webjars/swagger-ui/swagger-ui.css,command",
    "GET,/,query",
    "GET,/queue/,query",
    "GET,/assets/index-1a2b3c.js,query",
    "GET,/api/events,query",
    "GET,/api/account/sessions,command",
    "GET,/api/account/keys/,command",
    "GET,/api/account/export,command",
    "GET,/api/accounts,query",
    "GET,/api/admin/invitations,command",
    "GET,/api/admin/backups,command",
    "GET,/api/auth/methods,command",
    "POST,/api/auth/web/refresh,command",
  })
  void everyRequestGoesToWhoeverItConcerns(String method, String path, String service)
      throws IOException {
    HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Stub")).hasValue(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/prometheus",
        "/actuator",
        "/%61ctuator/prometheus",
        "/actuator%2Fhealth",
        "/readyz",
        "/livez"
      })
  void whatIsForTheOperatorsIsNotShown(String path) {
    Api.anonymous(gateway.url()).get(path).problem(404);
    assertThat(seenBy(COMMAND_1, COMMAND_2, QUERY_1, QUERY_2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "GET /api/queue/ HTTP/1.1\r\nX A: 1",
        "GET /api/ /queue HTTP/1.1",
        "GET /api/queue/ HTTP/1.0\r\nContent-Length: 4",
        "POST /api/roll/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked",
        "POST /api/roll/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
      })
  void whatIsNoHttpHasNoPageForAnAnswer(String head) throws IOException {
    URI place = URI.create(gateway.url());
    try (Socket socket = new Socket(place.getHost(), place.getPort())) {
      socket.getOutputStream().write((head + "\r\nHost: a\r\n\r\n").getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    }
    assertThat(seenBy(COMMAND_1, COMMAND_2, QUERY_1, QUERY_2)).isEmpty();
  }

  @Test
  void whatTheClientSaysOfItselfIsReplaced() throws IOException {
    send(
        request("/api/queue/")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Forwarded-Host", "evil.example.org")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Port", "443")
            .header("X-Forwarded-Prefix", "/evil")
            .header("Forwarded", "for=203.0.113.9")
            .GET());

    List<Stub.Seen> seen = seenBy(QUERY_1, QUERY_2);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().headers())
        .containsEntry("X-forwarded-for", List.of("127.0.0.1"))
        .containsEntry("X-forwarded-host", List.of(URI.create(gateway.url()).getAuthority()))
        .containsEntry("X-forwarded-proto", List.of("http"))
        .containsEntry("X-forwarded-port", List.of("" + URI.create(gateway.url()).getPort()))
        .doesNotContainKeys("X-forwarded-prefix", "Forwarded");
  }

  @Test
  void aProxyInFrontIsBelieved() throws IOException {
    try (Gateway behind =
        Gateway.startBehindProxy(
            "127.0.0.1",
            Child.freePort(),
            List.of(COMMAND_1.place(), COMMAND_2.place()),
            List.of(QUERY_1.place(), QUERY_2.place()))) {
      HttpRequest.Builder read =
          HttpRequest.newBuilder(URI.create(behind.url() + "/api/queue/"))
              .header("X-Forwarded-For", "203.0.113.9")
              .header("X-Forwarded-Host", "comics.example.org")
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Prefix", "/comics");
      await("the gateway answers").until(() -> isOk(read.GET()));

      assertThat(seenBy(QUERY_1, QUERY_2).getLast().headers())
          .containsEntry("X-forwarded-for", List.of("203.0.113.9"))
          .containsEntry("X-forwarded-host", List.of("comics.example.org"))
          .containsEntry("X-forwarded-proto", List.of("https"))
          .containsEntry("X-forwarded-prefix", List.of("/comics"))
          .doesNotContainKeys("X-forwarded-port");
    }
  }

  private static boolean isOk(HttpRequest.Builder request) {
    try {
      return send(request).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aReaderStaysWithOneCommandService() throws IOException {
    for (int i = 0; i < 6; i++) {
      send(
          request("/api/roll/")
              .header("Authorization", "Bearer ada")
              .POST(BodyPublishers.noBody()));
    }
    assertThat(List.of(COMMAND_1.seen().size(), COMMAND_2.seen().size()))
        .containsExactlyInAnyOrder(0, 6);
  }

  @Test
  void aReadThatWasNotAnsweredIsAskedOfAnother() throws IOException {
    QUERY_1.goesAway();
    for (int i = 0; i < 4; i++) {
      assertThat(send(request("/api/queue/").GET()).body()).isEqualTo("query");
    }
    assertThat(QUERY_2.seen()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/roll/", "/api/admin/projections/queue/replay"})
  void aWriteThatMayHaveBeenDoneIsNeverRepeated(String path) throws Exception {
    STUBS.forEach(Stub::goesAway);
    HttpRequest write = request(path).POST(BodyPublishers.ofString("{}")).build();

    // on a connection that had an answer before, the gateway ends the connection instead
    HttpResponse<String> response = HttpClient.newHttpClient().send(write, BodyHandlers.ofString());

    Answer answer = new Answer("POST " + path, response).problem(502);
    assertThat(answer.text("detail")).contains("same Idempotency-Key");
    assertThat(seenBy(COMMAND_1, COMMAND_2, QUERY_1, QUERY_2)).hasSize(1);
  }

  @Test
  void anAnswerArrivesAsItIsWritten() throws Exception {
    CountDownLatch firstRead = new CountDownLatch(1);
    for (Stub stub : List.of(QUERY_1, QUERY_2)) {
      stub.answers(
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write("{\"version\":1}\n".getBytes(UTF_8));
              out.flush();
              // the rest is not there before the client has the first line
              if (firstRead.await(30, TimeUnit.SECONDS)) {
                out.write("{\"version\":2}\n".getBytes(UTF_8));
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }

    HttpResponse<InputStream> answer =
        send(request("/api/history/events").GET(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("{\"version\":1}");
      firstRead.countDown();
      assertThat(lines.readLine()).isEqualTo("{\"version\":2}");
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void aBodyArrivesAsItIsSent() throws Exception {
    CompletableFuture<Integer> firstByte = new CompletableFuture<>();
    for (Stub stub : List.of(COMMAND_1, COMMAND_2)) {
      stub.answers(
          exchange -> {
            firstByte.complete(exchange.getRequestBody().read());
            Stub.say(exchange, "" + Stub.swallow(exchange.getRequestBody()));
          });
    }
    URI place = URI.create(gateway.url());
    try (Socket socket = new Socket(place.getHost(), place.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /api/admin/import/json HTTP/1.1\r
          Host: localhost\r
          Content-Length: 10\r
          Connection: close\r
          \r
          12345\
          """
              .getBytes(UTF_8));
      out.flush();
      assertThat(firstByte.get(30, TimeUnit.SECONDS)).isEqualTo((int) '1');
      out.write("67890".getBytes(UTF_8));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("\r\n\r\n9");
    }
  }

  @Test
  void anImportMayBeVeryLarge() throws IOException {
    long size = 1L << 30;
    for (Stub stub : List.of(COMMAND_1, COMMAND_2)) {
      stub.answers(exchange -> Stub.say(exchange, "" + Stub.swallow(exchange.getRequestBody())));
    }

    HttpResponse<String> answer =
        send(
            request("/api/admin/import/json")
                .POST(BodyPublishers.ofInputStream(() -> new Zeros(size))));

    assertThat(answer.body()).isEqualTo("" + size);
  }

  /** So many bytes without a place for them. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(length, left);
      left -= read;
      return read;
    }
  }
}
