package dev.comicpile.benchmark.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept, for one request at a time. It does as much of HTTP/1.1 as this
 * server's answers need, since the cores are shared: a request costs a fifth of what it does with
 * {@code java.net.http}.
 */
final class Connection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 120_000;
  private static final long LONGEST_IDLE_NANOS = 5_000_000_000L;

  private final URI server;
  private @Nullable Socket socket;
  private @Nullable InputStream input;
  private long usedAt;

  Connection(URI server) {
    this.server = server;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @param headers further header lines, each with its line end
   */
  Answer send(String method, String path, String headers, byte[] body) throws IOException {
    Socket open = open();
    byte[] head =
        (method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers)
            .concat(method.equals("GET") ? "\r\n" : "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    OutputStream output = open.getOutputStream();
    output.write(whole);
    Answer answer = read();
    usedAt = System.nanoTime();
    if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    return answer;
  }

  private Socket open() throws IOException {
    // The other side may have closed one that was idle for long.
    if (socket != null && System.nanoTime() - usedAt > LONGEST_IDLE_NANOS) {
      close();
    }
    if (socket == null) {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }
    return socket;
  }

  private Answer read() throws IOException {
    InputStream from = Objects.requireNonNull(input);
    String first = line(from);
    List<String> headers = new ArrayList<>();
    for (String line = line(from); !line.isEmpty(); line = line(from)) {
      headers.add(line);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Answer head = new Answer(status, headers, new byte[0]);
    return new Answer(status, headers, body(head, from));
  }

  private static byte[] body(Answer head, InputStream from) throws IOException {
    if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 15);
      for (int size = chunk(from); size > 0; size = chunk(from)) {
        body.write(exactly(size, from));
        line(from);
      }
      line(from);
      return body.toByteArray();
    }
    return exactly(head.header("Content-Length").map(Integer::parseInt).orElse(0), from);
  }

  private static int chunk(InputStream from) throws IOException {
    return Integer.parseInt(line(from).split(";", 2)[0].strip(), 16);
  }

  private static byte[] exactly(int size, InputStream from) throws IOException {
    byte[] bytes = from.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the answer ends too early");
    }
    return bytes;
  }

  private static String line(InputStream from) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = from.read(); next != '\n'; next = from.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    input = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // it is not used any more
      }
    }
  }
}
