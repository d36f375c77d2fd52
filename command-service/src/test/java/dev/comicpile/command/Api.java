package dev.comicpile.command;

import dev.comicpile.testing.ApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as a client sees it. Every {@link #reader()} is a new one with an empty pile. */
public final class Api {

  /** What follows an admin's id in their access token. */
  static final String ADMIN = "-admin";

  private static final AtomicLong READERS = new AtomicLong(1_000_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Environment environment;

  Api(Environment environment) {
    this.environment = environment;
  }

  /** Where the service listens. */
  public int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }

  /** A reader with an empty pile. */
  public Client reader() {
    return readerOf(READERS.incrementAndGet());
  }

  /** A reader by their id. */
  public Client readerOf(long id) {
    return new Client(id, Long.toString(id));
  }

  /** An admin with an empty pile of their own. */
  public Client admin() {
    long id = READERS.incrementAndGet();
    return new Client(id, id + ADMIN);
  }

  /** A reader by what they send as a bearer token. */
  public Client bearer(long id, String token) {
    return new Client(id, token);
  }

  /** Somebody without a token. */
  public Client nobody() {
    return new Client(0, null);
  }

  /** What a request was answered. */
  public record Answer(int status, HttpResponse<String> response, JsonNode body) {

    /** The pile's version as the answer names it. */
    public long version() {
      return response.headers().firstValueAsLong("Pile-Version").orElseThrow();
    }

    /** The sentence of a problem. */
    public String detail() {
      return body.path("detail").asString("");
    }

    /** The sentences of an import about its bad rows. */
    public List<String> errors() {
      return body.path("errors").valueStream().map(e -> e.asString()).toList();
    }

    /** How the action that was undone is described. */
    public String undone() {
      return body.at("/undone/0/description").asString();
    }

    /** The field and the kind of the only wrong field. */
    public String wrongField() {
      return body.path("errors").size() != 1
          ? body.path("errors").toString()
          : body.at("/errors/0/field").asString() + " " + body.at("/errors/0/type").asString();
    }
  }

  /** One reader's client. */
  public final class Client {
    private final long id;
    private final @Nullable String token;

    Client(long id, @Nullable String token) {
      this.id = id;
      this.token = token;
    }

    /** The reader's id. */
    public long id() {
      return id;
    }

    /** The id of the reader's stream. */
    public String pileId() {
      return Long.toString(id);
    }

    /** POST with a JSON body. */
    public Answer post(String path, String body) {
      return send("POST", path, body);
    }

    /** POST without a body. */
    public Answer post(String path) {
      return send("POST", path, "");
    }

    /** PUT with a JSON body. */
    public Answer put(String path, String body) {
      return send("PUT", path, body);
    }

    /** DELETE. */
    public Answer delete(String path) {
      return send("DELETE", path, "");
    }

    /** Any method with a JSON body or none, and headers as names and values. */
    public Answer send(String method, String path, String body, String... headers) {
      HttpRequest.Builder request = request(path);
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      if (headers.length > 0) {
        request.headers(headers);
      }
      return send(request.method(method, BodyPublishers.ofString(body)));
    }

    /** Adds a thread that is marked as a test. */
    public void addTest(String title, int issues) {
      post(
          "/api/threads/",
          "{\"title\":\"%s\",\"format\":\"Comic\",\"issues_remaining\":%s,\"is_test\":true}"
              .formatted(title, issues));
    }

    /** Adds a thread and answers its id. */
    public long add(String title, int issues) {
      return post(
              "/api/threads/",
              "{\"title\":\"%s\",\"format\":\"Comic\",\"issues_remaining\":%s}"
                  .formatted(title, issues))
          .body()
          .path("id")
          .asLong();
    }

    /** Uploads a file as the part {@code file}. */
    public Answer upload(String path, String fileName, byte[] content, String... headers) {
      String boundary = "----part" + System.nanoTime();
      byte[] head =
          ("--"
                  + boundary
                  + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                  + fileName
                  + "\"\r\nContent-Type: text/csv\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8);
      byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
      HttpRequest.Builder request = request(path);
      if (headers.length > 0) {
        request.headers(headers);
      }
      return send(
          request
              .header("Content-Type", "multipart/form-data; boundary=" + boundary)
              .POST(
                  BodyPublishers.concat(
                      BodyPublishers.ofByteArray(head),
                      BodyPublishers.ofByteArray(content),
                      BodyPublishers.ofByteArray(tail))));
    }

    private HttpRequest.Builder request(String path) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
      return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
      try {
        HttpResponse<String> response =
            client.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        ApiContract.check(response);
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
            response.statusCode(),
            response,
            isJson ? json.readTree(response.body()) : json.missingNode());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
