package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over a kilobyte are compressed where the client takes it. */
class CompressionTest extends WebTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @AfterEach
  void nothingFails() {
    Echo.failure = null;
  }

  private HttpResponse<byte[]> get(String path, String accepted) {
    try {
      return CLIENT.send(
          authorized(path).header("Accept-Encoding", accepted).GET().build(),
          BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isCompressed(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
  }

  private static String body(HttpResponse<byte[]> answer) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_013, 2_000, 60_000, 65_525, 65_526, 70_000, 1_000_000})
  void aLongAnswerIsCompressedAndHoldsTheSame(int size) {
    HttpResponse<byte[]> answer = get("/api/echo/text?size=" + size, "gzip, deflate, br");

    assertThat(isCompressed(answer)).isTrue();
    assertThat(body(answer)).isEqualTo("{\"text\":\"" + "x".repeat(size) + "\"}");
    assertThat(answer.body().length).isLessThan(size / 4);
    assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding", "Origin");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(get("/api/echo/text?size=" + size, "identity").body()).hasSize(size + 11);
  }

  @Test
  void aShortAnswerIsSentAsItIs() {
    HttpResponse<byte[]> answer = get("/api/echo/text?size=1012", "gzip");

    assertThat(isCompressed(answer)).isFalse();
    assertThat(answer.body()).hasSize(1023);
    assertThat(answer.headers().firstValue("Content-Length")).contains("1023");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "gzip, deflate, br, zstd|true",
        "deflate,gzip|true",
        "gzip;q=1.0, br;q=0.5|true",
        "*;q=0, gzip;q=0.1|true",
        "br|false",
        "identity|false",
        "gzip;q=0|false",
        "xgzip|false",
        "gzipx, br|false",
      })
  void onlyWhoTakesItGetsIt(String accepted, boolean compressed) {
    HttpResponse<byte[]> answer = get("/api/echo/text?size=5000", accepted);

    assertThat(isCompressed(answer)).isEqualTo(compressed);
    assertThat(compressed ? body(answer) : new String(answer.body(), UTF_8)).hasSize(5011);
  }

  @Test
  void anAnswerThatIsHeldAsAWholeSaysItsLength() {
    for (String accepted : new String[] {"gzip", "identity"}) {
      HttpResponse<byte[]> answer = get("/api/echo/text?size=30000", accepted);
      assertThat(answer.headers().firstValue("Content-Length"))
          .contains(Integer.toString(answer.body().length));
    }
    assertThat(get("/api/echo/text?size=300000", "identity").headers().firstValue("Content-Length"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson", "text/markdown"})
  void streamsAreCompressedToo(String type) {
    for (int lines : new int[] {500, 50_000}) {
      HttpResponse<byte[]> answer =
          get("/api/echo/stream?lines=" + lines + "&type=" + type, "gzip");
      assertThat(isCompressed(answer)).isTrue();
      assertThat(body(answer))
          .isEqualTo(
              IntStream.range(0, lines)
                  .mapToObj(line -> "line " + line + "\n")
                  .collect(Collectors.joining()));
    }
  }

  @Test
  void streamsOfEventsAreNot() {
    assertThat(isCompressed(get("/api/echo/stream?lines=50000&type=text/event-stream", "gzip")))
        .isFalse();
  }

  @Test
  void aStreamThatFailsEarlyIsAProblemAndOneThatFailsLateBreaksOff() {
    Echo.failure = new IllegalStateException("planned");

    HttpResponse<byte[]> early = get("/api/echo/stream?lines=100&type=text/csv", "gzip");
    assertThat(early.statusCode()).isEqualTo(500);
    assertThat(isCompressed(early)).isFalse();
    assertThat(new String(early.body(), UTF_8)).startsWith("{");
    assertThatThrownBy(() -> get("/api/echo/stream?lines=500000&type=text/csv", "gzip"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aStreamThatIsGivenUpForThisTimeBreaksOffToo() {
    Echo.failure = new TryLaterException("planned", Duration.ofSeconds(1));

    assertThatThrownBy(() -> get("/api/echo/stream?lines=500000&type=text/csv", "identity"))
        .isInstanceOf(UncheckedIOException.class);
  }

  /** What fails elsewhere reads like a client who is gone, and who would have it is there. */
  @ParameterizedTest
  @ValueSource(strings = {"Connection reset by peer", "Broken pipe"})
  void aStreamThatLosesWhatItIsReadFromBreaksOffToo(String message) {
    Echo.failure = new UncheckedIOException(new IOException(message));

    assertThat(get("/api/echo/stream?lines=100&type=text/csv", "gzip").statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> get("/api/echo/stream?lines=500000&type=text/csv", "identity"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theDocumentIsCompressed() {
    assertThat(isCompressed(get("/openapi.json", "gzip"))).isTrue();
  }
}
