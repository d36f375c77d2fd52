package dev.comicpile.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client of the API: one reader's token, and the version of the last write, sent with every read.
 */
public final class Api {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final @Nullable String token;
  private final String username;
  private final long id;
  private @Nullable String version;
  private boolean described = true;

  private Api(String url, @Nullable String token, String username, long id) {
    this.url = url;
    this.token = token;
    this.username = username;
    this.id = id;
  }

  /** A client without a token. */
  public static Api anonymous(String url) {
    return new Api(url, null, "", 0);
  }

  /** A reader of whom the test knows the id, and has the token. */
  public static Api of(String url, long id, String token) {
    return new Api(url, token, "", id);
  }

  /** A new reader with an empty pile. */
  public static Api register(String url) {
    String name = "reader-" + UUID.randomUUID();
    Answer answer =
        anonymous(url)
            .post(
                "/api/auth/register",
                """
                {"username": "%s", "email": "%s@example.org", "password": "correct horse"}
                """
                    .formatted(name, name))
            .expect(200);
    return new Api(url, answer.text("access_token"), name, 0);
  }

  /** A reader who has registered before. */
  public static Api logIn(String url, String username, String password) {
    Answer answer =
        anonymous(url)
            .post(
                "/api/auth/login",
                """
                {"username": "%s", "password": "%s"}
                """
                    .formatted(username, password))
            .expect(200);
    return new Api(url, answer.text("access_token"), username, 0);
  }

  /** Asks for what no description foresees: answers are not held against it from now on. */
  public Api undescribed() {
    described = false;
    return this;
  }

  /** The same reader at a new address, after a restart. */
  public Api at(String newUrl) {
    Api api = logIn(newUrl, username, "correct horse");
    api.version = version;
    return api;
  }

  /** The same reader with the same token and version at another process. */
  public Api from(String otherUrl) {
    Api api = new Api(otherUrl, token, username, id);
    api.version = version;
    return api;
  }

  /** The same reader on a second device, which knows nothing of the first one's writes. */
  public Api secondDevice() {
    return new Api(url, token, username, id);
  }

  public String username() {
    return username;
  }

  /** What this one's requests carry as {@code Authorization}. */
  public String bearer() {
    return "Bearer " + token;
  }

  /** The reader's id, where the test knows it. */
  public long id() {
    return id;
  }

  /** The id of the reader's stream. */
  public String pileId() {
    return Long.toString(id);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path) {
    return send("POST", path, null);
  }

  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  public Answer put(String path, @Nullable String body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Adds a thread and gives its id. */
  public long add(String title, int issues) {
    return add(title, issues, false);
  }

  /** Adds a thread that is marked as a test. */
  public void addTest(String title, int issues) {
    add(title, issues, true);
  }

  private long add(String title, int issues, boolean isTest) {
    return post(
            "/api/threads/",
            """
            {"title": "%s", "format": "Comic", "issues_remaining": %s, "is_test": %s}
            """
                .formatted(title, issues, isTest))
        .expect(201)
        .number("id");
  }

  /** Uploads a file as the part {@code file}. */
  public Answer upload(String path, String filename, String content) {
    return upload(path, filename, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for what is no text in UTF-8, with more headers by name and value. */
  public Answer upload(String path, String filename, byte[] content, String... headers) {
    FilePart file = new FilePart(filename, content);
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", file.type()));
    return send("POST", path, file.body(), all);
  }

  /** Any method, with a JSON body or none, and headers by name and value. */
  public Answer send(String method, String path, @Nullable String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (body == null) {
      return send(method, path, BodyPublishers.noBody(), all);
    }
    if (!all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    return send(method, path, BodyPublishers.ofString(body), all);
  }

  /** The same with any body, whose type is among the headers. */
  public Answer send(String method, String path, BodyPublisher body, List<String> given) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
    if (token != null && !given.contains("Authorization")) {
      request.header("Authorization", bearer());
    }
    if (version != null && method.equals("GET") && !given.contains("Pile-Version")) {
      request.header("Pile-Version", version);
    }
    if (!given.isEmpty()) {
      request.headers(given.toArray(String[]::new));
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      if (described) {
        ApiContract.check(response);
      }
      Answer answer = new Answer(method + " " + path, response);
      if (!method.equals("GET")) {
        version = response.headers().firstValue("Pile-Version").orElse(version);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
