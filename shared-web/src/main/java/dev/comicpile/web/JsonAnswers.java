package dev.comicpile.web;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON as Spring does, but what it writes goes out in one piece. */
final class JsonAnswers extends JacksonJsonHttpMessageConverter {

  private static final int HELD = 64 * 1024;

  JsonAnswers(JsonMapper mapper) {
    super(mapper);
  }

  /** Only a problem is called one, also where a client takes both. */
  @Override
  public List<MediaType> getSupportedMediaTypes(Class<?> type) {
    return ProblemDetail.class.isAssignableFrom(type)
        ? super.getSupportedMediaTypes(type)
        : List.of(MediaType.APPLICATION_JSON);
  }

  /** JSON is in Unicode, whatever its content type says, and its first bytes tell in which form. */
  @Override
  protected Charset getCharset(@Nullable MediaType contentType) {
    return StandardCharsets.UTF_8;
  }

  @Override
  protected void writeInternal(
      Object object,
      ResolvableType type,
      HttpOutputMessage message,
      @Nullable Map<String, Object> hints)
      throws IOException {
    AnswerStream body = new AnswerStream(message, HELD);
    super.writeInternal(object, type, body, hints);
    body.complete();
  }
}
