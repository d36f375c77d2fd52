package dev.comicpile.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes a {@link StreamedBody} on the request's own thread, which is a virtual one. */
final class StreamedBodyConverter extends AbstractHttpMessageConverter<StreamedBody> {

  /** What fails so early is answered as a problem. */
  private static final int HELD = 8192;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final BooleanSupplier ending;

  /**
   * A converter.
   *
   * @param ending whether the program is about to end: what is still being made then breaks off
   */
  StreamedBodyConverter(BooleanSupplier ending) {
    super(StandardCharsets.UTF_8, MediaType.ALL);
    this.ending = ending;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return StreamedBody.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected StreamedBody readInternal(
      Class<? extends StreamedBody> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("a streamed body is only ever written", message);
  }

  @Override
  protected void writeInternal(StreamedBody body, HttpOutputMessage message) throws IOException {
    boolean isMade = body instanceof KeptAnswer;
    AnswerStream bytes =
        new AnswerStream(message, HELD) {
          @Override
          public void write(byte[] part, int offset, int count) throws IOException {
            if (!isMade && ending.getAsBoolean()) {
              throw new TryLaterException(
                  "The server is about to stop. Please try again.", RETRY_AFTER);
            }
            super.write(part, offset, count);
          }
        };
    Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    body.writeTo(out);
    out.flush();
    bytes.complete();
  }
}
