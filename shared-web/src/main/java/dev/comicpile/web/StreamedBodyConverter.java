package dev.comicpile.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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

  StreamedBodyConverter() {
    super(StandardCharsets.UTF_8, MediaType.ALL);
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
    AnswerStream bytes = new AnswerStream(message, HELD);
    Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    body.writeTo(out);
    out.flush();
    bytes.complete();
  }
}
