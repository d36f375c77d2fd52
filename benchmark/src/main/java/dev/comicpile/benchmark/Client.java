package dev.comicpile.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One reader's client: it sends the version of its last write with every read. */
final class Client {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BOUNDARY = "a-boundary";

  private final String url;
  private final String token;
  private final AtomicLong version = new AtomicLong();

  private Client(String url, String token) {
    this.url = url;
    this.token = token;
  }

  static Client register(String url, String name) throws IOException, InterruptedException {
    return signedIn(
        url,
        "/api/auth/register",
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"%s\"}"
            .formatted(name, name, Server.PASSWORD));
  }

  static Client login(String url, String name) throws IOException, InterruptedException {
    return signedIn(
        url,
        "/api/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, Server.PASSWORD));
  }

  private static Client signedIn(String url, String path, String body)
      throws IOException, InterruptedException {
    Client nobody = new Client(url, "");
    return new Client(url, nobody.post(path, body).get("access_token").asString());
  }

  /** The version of the last write that was acknowledged. */
  long version() {
    return version.get();
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return write(path, "application/json", BodyPublishers.ofString(body));
  }

  JsonNode post(String path, Path body) throws IOException, InterruptedException {
    return write(path, "application/json", BodyPublishers.ofFile(body));
  }

  JsonNode upload(String path, String csv) throws IOException, InterruptedException {
    String body =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pile.csv\"\r\n\r\n%s\r\n--%s--\r\n"
            .formatted(BOUNDARY, csv, BOUNDARY);
    return write(path, "multipart/form-data; boundary=" + BOUNDARY, BodyPublishers.ofString(body));
  }

  private JsonNode write(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(
            request(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
    check(path, response.statusCode(), response.body());
    response
        .headers()
        .firstValue("Pile-Version")
        .ifPresent(reached -> version.set(Long.parseLong(reached)));
    return JSON.readTree(response.body());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request(path).build(), BodyHandlers.ofString());
    check(path, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  /** Reads an answer as it comes and keeps nothing of it; how many bytes it had. */
  long drain(String path, String accept, OutputStream into)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        HTTP.send(request(path).header("Accept", accept).build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        check(path, response.statusCode(), new String(body.readAllBytes()));
      }
      return body.transferTo(into);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (version.get() > 0) {
      request.header("Pile-Version", Long.toString(version.get()));
    }
    return request;
  }

  private static void check(String path, int status, String body) {
    if (status >= 300) {
      throw new IllegalStateException(path + " answered " + status + ": " + body);
    }
  }
}
