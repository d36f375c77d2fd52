package dev.comicpile.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Compresses answers (RFC 1952) at the cheapest level: for the JSON of a pile it takes a third of
 * the time of the usual one and makes a fifth more of an eighth.
 */
final class Gzip {

  static final String CODING = "gzip";

  /** What is shorter fits a packet or two as it is. */
  static final int WORTH_IT = 1024;

  /** Magic number, deflate, no flags, no time, fastest, system unknown. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private static final int TRAILER = 8;

  /** Each holds a quarter of a megabyte outside the heap, which takes as long to get as to use. */
  private static final ArrayBlockingQueue<Deflater> IDLE = new ArrayBlockingQueue<>(4);

  private Gzip() {}

  /**
   * Whether the client of this thread's request takes it. A client that weighs codings against each
   * other is left to the web server, which reads all that can be said there.
   */
  static boolean isTaken() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes exchange
        && isTaken(exchange.getRequest().getHeader(HttpHeaders.ACCEPT_ENCODING));
  }

  static boolean isTaken(@Nullable String accepted) {
    if (accepted == null || accepted.indexOf(';') >= 0) {
      return false;
    }
    int at = accepted.indexOf(CODING);
    int end = at + CODING.length();
    return at >= 0
        && (at == 0 || isBetween(accepted.charAt(at - 1)))
        && (end == accepted.length() || isBetween(accepted.charAt(end)));
  }

  private static boolean isBetween(char c) {
    return c == ',' || c == ' ' || c == '\t';
  }

  /** The bytes, compressed. */
  static byte[] compressed(byte[] bytes) {
    Deflater idle = IDLE.poll();
    Deflater deflater = idle == null ? new Deflater(Deflater.BEST_SPEED, true) : idle;
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = Arrays.copyOf(HEADER, HEADER.length + bytes.length / 4 + 64);
    int size = HEADER.length;
    while (!deflater.finished()) {
      if (size == out.length) {
        out = Arrays.copyOf(out, size * 2);
      }
      size += deflater.deflate(out, size, out.length - size);
    }
    deflater.reset();
    if (!IDLE.offer(deflater)) {
      deflater.end();
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    byte[] whole = Arrays.copyOf(out, size + TRAILER);
    ByteBuffer.wrap(whole, size, TRAILER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc.getValue())
        .putInt(bytes.length);
    return whole;
  }

  /** Compresses what is written to it. */
  static OutputStream stream(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, 8192) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }
}
