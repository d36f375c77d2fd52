package dev.comicpile.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, as a collector of traces does. */
public final class SpanCollector implements AutoCloseable {

  // Numbers of the fields in opentelemetry/proto/collector/trace/v1 and trace/v1.
  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;

  /** A span that came in; ids in hexadecimal, the parent's empty for none. */
  public record CollectedSpan(String traceId, String spanId, String parentId, String name) {}

  private final HttpServer server;
  private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

  /** Listens on a free port of this machine. */
  public SpanCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          for (ByteBuffer resource : fields(ByteBuffer.wrap(body), RESOURCE_SPANS)) {
            for (ByteBuffer scope : fields(resource, SCOPE_SPANS)) {
              fields(scope, SPANS).forEach(span -> spans.add(span(span)));
            }
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** Where spans are to be sent. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /** The spans of a trace that have come in so far. */
  public List<CollectedSpan> trace(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** All spans that have come in so far. */
  public List<CollectedSpan> all() {
    return List.copyOf(spans);
  }

  private static CollectedSpan span(ByteBuffer span) {
    return new CollectedSpan(
        hex(span, TRACE_ID),
        hex(span, SPAN_ID),
        hex(span, PARENT_SPAN_ID),
        StandardCharsets.UTF_8.decode(fields(span, NAME).getFirst()).toString());
  }

  private static String hex(ByteBuffer message, int field) {
    List<ByteBuffer> values = fields(message, field);
    if (values.isEmpty()) {
      return "";
    }
    byte[] bytes = new byte[values.getFirst().remaining()];
    values.getFirst().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The values of a field of a Protocol Buffers message, where they are messages or bytes. */
  private static List<ByteBuffer> fields(ByteBuffer message, int field) {
    ByteBuffer rest = message.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> values = new ArrayList<>();
    while (rest.hasRemaining()) {
      long key = varint(rest);
      switch ((int) (key & 7)) {
        case 0 -> varint(rest);
        case 1 -> rest.position(rest.position() + 8);
        case 5 -> rest.position(rest.position() + 4);
        case 2 -> {
          int length = (int) varint(rest);
          if (key >>> 3 == field) {
            values.add(rest.slice(rest.position(), length));
          }
          rest.position(rest.position() + length);
        }
        default -> throw new IllegalArgumentException("no such wire type in " + key);
      }
    }
    return values;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
