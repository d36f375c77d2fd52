package dev.comicpile.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;

/**
 * The body of an answer while it is made. Up to a limit it is held, so that it goes out in one
 * piece with its length, and a failure until then leaves nothing of it; beyond that it goes out as
 * it comes. It is compressed where the client takes that and there is enough of it.
 */
final class AnswerStream extends OutputStream {

  private static final int FIRST = 2048;

  private final HttpOutputMessage message;
  private final int limit;
  private byte[] held = new byte[FIRST];
  private int length;
  private @Nullable OutputStream passedOn;

  /**
   * A body.
   *
   * @param limit how many bytes of it are held at most
   */
  AnswerStream(HttpOutputMessage message, int limit) {
    this.message = message;
    this.limit = limit;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (passedOn == null && length + count > limit) {
      passedOn = open();
      passedOn.write(held, 0, length);
    }
    if (passedOn != null) {
      passedOn.write(bytes, offset, count);
      return;
    }
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.min(limit, Math.max(held.length * 2, length + count)));
    }
    System.arraycopy(bytes, offset, held, length, count);
    length += count;
  }

  private OutputStream open() throws IOException {
    boolean compressed = isCompressed();
    OutputStream body = message.getBody();
    return compressed ? Gzip.stream(body) : body;
  }

  /** Sends what is left; without it the answer is none. */
  void complete() throws IOException {
    if (passedOn instanceof java.util.zip.GZIPOutputStream gzip) {
      gzip.finish();
    } else if (passedOn == null) {
      byte[] body = held;
      int size = length;
      if (size >= Gzip.WORTH_IT && isCompressed()) {
        body = Gzip.compressed(held, length);
        size = body.length;
      }
      message.getHeaders().setContentLength(size);
      message.getBody().write(body, 0, size);
    }
  }

  /** Whether to compress it, which the headers then say. */
  private boolean isCompressed() {
    HttpHeaders headers = message.getHeaders();
    boolean never =
        headers.containsHeader(HttpHeaders.CONTENT_ENCODING)
            || MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType());
    if (never || !Gzip.isTaken()) {
      return false;
    }
    headers.set(HttpHeaders.CONTENT_ENCODING, Gzip.CODING);
    headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    return true;
  }
}
