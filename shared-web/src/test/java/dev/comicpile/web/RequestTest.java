package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request may look like, and what every answer carries. */
class RequestTest extends WebTest {

  private static final String COMIC = "{\"title\":\"Saga\",\"issues_remaining\":1}";

  @Test
  void aSlashAtTheEndChangesNothing() {
    assertThat(get("/api/echo/").status()).isEqualTo(200);
    assertThat(get("/api/echo/5/").json().get("thread_id").asInt()).isEqualTo(5);
    assertThat(post("/api/echo/", COMIC).status()).isEqualTo(200);
    assertThat(send(request("/api/echo/").GET()).status()).isEqualTo(401);
    assertThat(send(request("/health/").GET()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded"})
  void anEmptyBodyIsAnEmptyObjectUnderAnyContentType(String type) {
    Answer answer =
        send(authorized("/api/echo").header("Content-Type", type).POST(BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").size()).isEqualTo(2);
    Answer chunked = send(authorized("/api/echo").header("Content-Type", type).POST(chunked("")));
    assertThat(chunked.json().get("errors").size()).isEqualTo(2);
  }

  @Test
  void aBodyMayBeMissingAltogether() {
    Answer answer = send(authorized("/api/echo").POST(BodyPublishers.noBody()));
    assertThat(answer.json().get("errors").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " null\n", "{}"})
  void whereNothingIsRequiredNullIsAsGoodAsNothing(String body) {
    assertThat(post("/api/echo/optional", body).body()).isEqualTo("{\"note\":\"none\"}");
    assertThat(
            send(authorized("/api/echo/optional")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("null")))
                .status())
        .isEqualTo(415);
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() {
    String large = "{\"title\":\"" + "x".repeat(1024 * 1024) + "\"}";
    assertTooLarge(post("/api/echo", large));
    assertTooLarge(
        send(
            authorized("/api/echo")
                .header("Content-Type", "application/json")
                .POST(chunked(large))));
    assertTooLarge(
        send(
            authorized("/%61pi/echo")
                .header("Content-Type", "application/json")
                .POST(chunked(large))));
    assertTooLarge(
        send(
            authorized("/api/echo/die?die=6")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(chunked("a=" + large))));
  }

  private static void assertTooLarge(Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("detail").asString()).contains("MiB");
  }

  @Test
  void anUploadMayBeFiveMebibytes() {
    assertThat(upload("/api/echo/import/csv", 5 * 1024 * 1024).json().get("size").asInt())
        .isEqualTo(5 * 1024 * 1024);
    assertThat(upload("/api/echo/%69mport/csv", 2 * 1024 * 1024).status()).isEqualTo(200);
    assertTooLarge(upload("/api/echo/import/csv", 5 * 1024 * 1024 + 1));
    assertTooLarge(upload("/api/echo/import/csv", 8 * 1024 * 1024));
    assertTooLarge(upload("/api/echo", 2 * 1024 * 1024));
  }

  @Test
  void anUploadWithoutAFileIsMissingIt() {
    Answer answer =
        send(
            authorized("/api/echo/import/csv")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(
                    BodyPublishers.ofString(
                        "--b\r\n"
                            + "Content-Disposition: form-data; name=\"x\"\r\n\r\n"
                            + "1\r\n"
                            + "--b--\r\n")));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("body.file");
    assertThat(post("/api/echo/import/csv", "{}").status()).isEqualTo(415);
    Answer broken =
        send(
            authorized("/api/echo/import/csv")
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("x")));
    assertThat(broken.status()).isEqualTo(422);
  }

  private Answer upload(String path, int size) {
    return send(
        authorized(path)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(
                BodyPublishers.ofString(
                    "--b\r\n"
                        + "Content-Disposition: form-data; name=\"file\";"
                        + " filename=\"a.csv\"\r\n\r\n"
                        + "x".repeat(size)
                        + "\r\n--b--\r\n")));
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noAnswerOfTheApiIsForSharedCaches() {
    for (Answer answer :
        new Answer[] {get("/api/echo"), get("/api/echo/abc"), send(request("/api/echo").GET())}) {
      assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    }
  }

  @Test
  void anyOriginMayCallWithoutCredentials() {
    for (Answer answer :
        new Answer[] {
          send(authorized("/api/echo").header("Origin", "https://else.where").GET()),
          send(authorized("/api/echo/abc").header("Origin", "https://else.where").GET()),
          send(request("/api/echo").header("Origin", "https://else.where").GET()),
          send(request("/api/none").header("Origin", "https://else.where").GET()),
        }) {
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.header("Access-Control-Expose-Headers"))
          .contains("Pile-Version", "ETag", "Retry-After");
      assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
  }

  @Test
  void aPreflightIsAnsweredWithoutAToken() {
    Answer answer =
        send(
            request("/api/echo/1")
                .header("Origin", "https://else.where")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization", "if-match");
  }

  @Test
  void aWriteAnswersItsVersionAsHeaderAndCookie() {
    Answer answer = post("/api/echo", COMIC);
    assertThat(answer.header("Pile-Version")).isEqualTo("7");
    assertThat(answer.header("Set-Cookie"))
        .isEqualTo("pile_version=store-1.42.7; Path=/api; HttpOnly; SameSite=Lax");
  }

  @Test
  void theHigherOfHeaderAndCookieCounts() {
    assertThat(wanted("3", "pile_version=store-1.42.7")).isEqualTo(7);
    assertThat(wanted("9", "pile_version=store-1.42.7")).isEqualTo(9);
    assertThat(wanted("3", "a=b")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pile_version=store-2.42.7",
        "pile_version=store-1.43.7",
        "pile_version=store-1.42.x",
        "pile_version=store-1.42.",
        "pile_version=store-1.42.99999999999999999999",
        "pile_version=7",
        "pile_version=",
      })
  void theCookieOfAnotherStoreOrReaderDoesNotCount(String cookie) {
    Answer answer = send(authorized("/api/echo/wanted").header("Cookie", cookie).GET());
    assertThat(answer.json().get("version").asLong()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
  void aVersionThatIsNoneIsBadInput(String header) {
    Answer answer = send(authorized("/api/echo/wanted").header("Pile-Version", header).GET());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").get(0).get("field").asString())
        .isEqualTo("header.Pile-Version");
  }

  private long wanted(String header, String cookie) {
    return send(authorized("/api/echo/wanted")
            .header("Pile-Version", header)
            .header("Cookie", cookie)
            .GET())
        .json()
        .get("version")
        .asLong();
  }
}
