package dev.comicpile.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.comicpile.benchmark.program.Program;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A reader with a client that behaves like a browser: it keeps the cookie with the version of its
 * last write and sends it with every request. For one thread at a time.
 */
public final class Reader implements AutoCloseable {

  private static final String FORM_BOUNDARY = "a-boundary";

  private final String name;
  private final String token;
  private final List<Long> threads;
  private final long finishedSession;
  private final Connection connection;
  private String cookie = "";

  private Reader(
      String name, String token, List<Long> threads, long finishedSession, Connection connection) {
    this.name = name;
    this.token = token;
    this.threads = List.copyOf(threads);
    this.finishedSession = finishedSession;
    this.connection = connection;
  }

  public static Reader register(URI server, String name) {
    return signedIn(
        server,
        name,
        "/api/auth/register",
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"password\": \"%s\"}"
            .formatted(name, name, Program.PASSWORD));
  }

  public static Reader login(URI server, String name) {
    return login(server, name, Program.PASSWORD);
  }

  public static Reader login(URI server, String name, String password) {
    return signedIn(
        server,
        name,
        "/api/auth/login",
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  private static Reader signedIn(URI server, String name, String path, String body) {
    try (Reader nobody = new Reader(name, "", List.of(), 0, new Connection(server))) {
      String token = nobody.post(path, body).json().get("access_token").asString();
      return new Reader(name, token, List.of(), 0, new Connection(server));
    }
  }

  /** The same reader, with the same token, at a program that was started anew. */
  public Reader at(URI server) {
    Reader again = new Reader(name, token, threads, finishedSession, new Connection(server));
    again.cookie = cookie;
    return again;
  }

  /** The same reader, knowing ids of threads and of a session that has ended. */
  Reader knowing(List<Long> threads, long finishedSession) {
    Reader knowing = new Reader(name, token, threads, finishedSession, connection);
    knowing.cookie = cookie;
    return knowing;
  }

  public String name() {
    return name;
  }

  /** The id of the n-th of its threads, and after the last one of the first one again. */
  long thread(int n) {
    return threads.get(n % threads.size());
  }

  long finishedSession() {
    return finishedSession;
  }

  public Answer get(String path) {
    return send("GET", path, "", new byte[0]);
  }

  public Answer get(String path, String headers) {
    return send("GET", path, headers, new byte[0]);
  }

  public Answer post(String path, String json) {
    return send("POST", path, "Content-Type: application/json\r\n", json.getBytes(UTF_8));
  }

  public Answer post(String path, byte[] json) {
    return send("POST", path, "Content-Type: application/json\r\n", json);
  }

  public Answer put(String path, String json) {
    return send("PUT", path, "Content-Type: application/json\r\n", json.getBytes(UTF_8));
  }

  /** Brings in threads as the lines of a CSV file. */
  public Answer upload(String csv) {
    String part = "Content-Disposition: form-data; name=\"file\"; filename=\"pile.csv\"";
    String body = "--%s\r\n%s\r\n\r\n%s\r\n--%s--\r\n";
    return send(
        "POST",
        "/api/threads/import/csv",
        "Content-Type: multipart/form-data; boundary=" + FORM_BOUNDARY + "\r\n",
        body.formatted(FORM_BOUNDARY, part, csv, FORM_BOUNDARY).getBytes(UTF_8));
  }

  private Answer send(String method, String path, String headers, byte[] body) {
    StringBuilder all = new StringBuilder("Accept: application/json\r\n").append(headers);
    if (!token.isEmpty()) {
      all.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    if (!cookie.isEmpty()) {
      all.append("Cookie: ").append(cookie).append("\r\n");
    }
    Answer answer;
    try {
      answer = connection.send(method, path, all.toString(), body);
    } catch (IOException e) {
      throw new IllegalStateException("%s %s was not answered: %s".formatted(method, path, e), e);
    }
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          "%s %s answered %s: %s".formatted(method, path, answer.status(), answer.text()));
    }
    if (answer.body().length == 0 && answer.status() != 204) {
      throw new IllegalStateException("%s %s answered nothing.".formatted(method, path));
    }
    if (!method.equals("GET")) {
      answer.header("Set-Cookie").ifPresent(value -> cookie = value.split(";", 2)[0]);
    }
    return answer;
  }

  @Override
  public void close() {
    connection.close();
  }
}
