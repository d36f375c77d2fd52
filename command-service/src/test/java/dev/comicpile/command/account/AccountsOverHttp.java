package dev.comicpile.command.account;

import static dev.comicpile.testing.Waits.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.ApiContract;
import dev.comicpile.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of accounts over HTTP share: readers who register, and an admin. */
@SpringBootTest(
    classes = AccountsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=comic-pile", "comicpile.rate-limits=off"})
abstract class AccountsOverHttp {

  static final String PASSWORD = "correct horse";
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AtomicInteger NAMES = new AtomicInteger();

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::url);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  /** What a request was answered. */
  record Answer(int status, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString();
    }

    /** The sentence of a problem. */
    String detail() {
      return text("detail");
    }

    /** The field and the kind of the first wrong field. */
    String wrongField() {
      return json().at("/errors/0/field").asString() + " " + json().at("/errors/0/type").asString();
    }
  }

  /** A reader who is signed in. */
  record SignedIn(String name, long id, String access, String refresh) {}

  Answer send(
      String method,
      String path,
      @Nullable String token,
      @Nullable Object body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      ApiContract.check(response);
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, @Nullable String token) {
    return send("GET", path, token, null);
  }

  Answer post(String path, @Nullable String token, @Nullable Object body) {
    return send("POST", path, token, body);
  }

  Answer delete(String path, @Nullable String token) {
    return send("DELETE", path, token, null);
  }

  static String newName() {
    return "member-" + NAMES.incrementAndGet();
  }

  SignedIn register() {
    return register(newName(), PASSWORD);
  }

  SignedIn register(String name, String password, String... headers) {
    return signedIn(
        name,
        send(
            "POST",
            "/api/auth/register",
            null,
            Map.of("username", name, "email", name + "@example.com", "password", password),
            headers));
  }

  Answer tryLogIn(String name, String password, String... headers) {
    return send(
        "POST", "/api/auth/login", null, Map.of("username", name, "password", password), headers);
  }

  SignedIn logIn(String name, String password, String... headers) {
    return signedIn(name, tryLogIn(name, password, headers));
  }

  SignedIn admin() {
    SignedIn reader = register();
    setAdmin(reader.id(), true);
    return logIn(reader.name(), PASSWORD);
  }

  void setAdmin(long id, boolean admin) {
    jdbc.sql("update accounts.account set admin = ? where id = ?").params(admin, id).update();
  }

  private SignedIn signedIn(String name, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String access = answer.text("access_token");
    long id = get("/api/auth/me", access).json().path("id").asLong();
    return new SignedIn(name, id, access, answer.text("refresh_token"));
  }

  /**
   * What a request is answered that waits for something to be committed.
   *
   * @param meanwhile changes what the request has looked at, and will lock
   */
  Answer answerAfter(Runnable meanwhile, Supplier<Answer> request) {
    return answersAfter(meanwhile, List.of(request)).getFirst();
  }

  /** What requests are answered that have all come as far as to need the account of a reader. */
  List<Answer> answersAtOnce(SignedIn reader, List<Supplier<Answer>> requests) {
    return answersAfter(
        () ->
            jdbc.sql("select id from accounts.account where id = ? for update")
                .param(reader.id())
                .query()
                .listOfRows(),
        requests);
  }

  private List<Answer> answersAfter(Runnable meanwhile, List<Supplier<Answer>> requests) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> answers =
          requireNonNull(
              transaction.execute(
                  status -> {
                    meanwhile.run();
                    List<CompletableFuture<Answer>> begun =
                        requests.stream()
                            .map(request -> CompletableFuture.supplyAsync(request, threads))
                            .toList();
                    awaitWaiting(requests.size());
                    return begun;
                  }));
      return answers.stream().map(CompletableFuture::join).toList();
    }
  }

  /** Until so many wait for what somebody else has locked. */
  private void awaitWaiting(int requests) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                requests
                    <= jdbc.sql(
                            "select count(*) from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single());
  }

  int statusOfMe(String token) {
    return get("/api/auth/me", token).status();
  }
}
