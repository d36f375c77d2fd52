package dev.comicpile.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * An answer whose body is its own while it is made. Up to a limit it is held, so that it goes out
 * in one piece with its length, and a failure until then leaves nothing of it; beyond that it goes
 * out as it comes. It is compressed where the client takes that and there is enough of it.
 */
class AnswerStream extends OutputStream implements HttpOutputMessage {

  private static final int FIRST = 2048;

  private final HttpOutputMessage message;
  private final int limit;
  private final FastByteArrayOutputStream held = new FastByteArrayOutputStream(FIRST);
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
  public HttpHeaders getHeaders() {
    return message.getHeaders();
  }

  @Override
  public OutputStream getBody() {
    return this;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (passedOn == null && held.size() + count > limit) {
      passedOn = isCompressed() ? Gzip.stream(message.getBody()) : message.getBody();
      held.writeTo(passedOn);
    }
    (passedOn == null ? held : passedOn).write(bytes, offset, count);
  }

  /** Sends what is left; without it the answer is none. */
  void complete() throws IOException {
    if (passedOn instanceof GZIPOutputStream gzip) {
      gzip.finish();
    } else if (passedOn == null) {
      byte[] body = held.toByteArrayUnsafe();
      if (body.length >= Gzip.WORTH_IT && isCompressed()) {
        body = Gzip.compressed(body);
      }
      getHeaders().setContentLength(body.length);
      message.getBody().write(body);
    }
  }

  /** Whether to compress it, which the headers then say. */
  private boolean isCompressed() {
    HttpHeaders headers = getHeaders();
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
