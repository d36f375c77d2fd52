package dev.comicpile.system.distributed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in for a service: says that it is ready, and answers as a test wants it. */
final class Stub implements AutoCloseable {

  /** What to do with a request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** A request that came. */
  record Seen(String request, Headers headers) {}

  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Answer answer;

  Stub(String name) {
    this.name = name;
    answer = exchange -> say(exchange, name);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              new Seen(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  exchange.getRequestHeaders()));
          answer.to(exchange);
        });
    server.createContext("/readyz", exchange -> say(exchange, "ready"));
    server.start();
  }

  String name() {
    return name;
  }

  String place() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests that came, without those for its health. */
  List<Seen> seen() {
    return seen;
  }

  /** From now on answers this way. */
  void answers(Answer newAnswer) {
    answer = newAnswer;
  }

  /** Takes the whole request and closes the connection, as a process does that is killed. */
  void goesAway() {
    answers(
        exchange -> {
          swallow(exchange.getRequestBody());
          exchange.close();
        });
  }

  static long swallow(InputStream body) throws IOException {
    return body.transferTo(OutputStream.nullOutputStream());
  }

  static void say(HttpExchange exchange, String words) throws IOException {
    swallow(exchange.getRequestBody());
    byte[] body = words.getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Stub", words);
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
