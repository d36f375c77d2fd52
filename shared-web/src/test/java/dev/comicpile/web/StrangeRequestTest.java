package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.multipart.MultipartException;

/** Requests that no well-made client sends, over a real socket. */
@ExtendWith(OutputCaptureExtension.class)
class StrangeRequestTest extends WebTest {

  private static final String COMIC = "{\"title\":\"a\",\"issues_remaining\":%s}";

  private String raw(String head, String body) throws IOException {
    return rawToTheEnd(head + "\r\nConnection: close", body);
  }

  /** What is answered until the server closes the connection. */
  private String rawToTheEnd(String head, String body) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      String request =
          head + "\r\nHost: localhost\r\nAuthorization: Bearer " + token() + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertRefused(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .contains("application/problem+json", "Cache-Control: private, no-cache")
        .contains("\"status\":" + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FOO /api/echo HTTP/1.1|405",
        "GET /api/%zz HTTP/1.1|400",
        "TRACE /api/echo HTTP/1.1|405",
        "GET /api/../threads/ HTTP/1.1|400",
        "GET /api/echo?limit=%zz HTTP/1.1|400",
        "GET /api/echo?limit=%ff HTTP/1.1|400",
        "GET /api/echo?x=% HTTP/1.1|400",
        "GET * HTTP/1.1|400",
        "CONNECT else.where:443 HTTP/1.1|501",
        "GET /api/echo HTTP/9.9|505",
        "GET /api/echo HTTP/1.1~Host: another|400",
        "POST /api/echo HTTP/1.1~Transfer-Encoding: foo|501",
        "POST /api/echo HTTP/1.1~Content-Length: 1~Content-Length: 2|400",
        "POST /api/echo HTTP/1.1~Expect: foo|417",
      })
  void everyRefusalIsAProblemForPagesOfAnyOrigin(String line, int status) throws IOException {
    String answer = raw(line.replace("~", "\r\n") + "\r\nOrigin: https://else.where", "");
    assertRefused(answer, status);
    assertThat(answer).contains("Access-Control-Allow-Origin: *");
  }

  @Test
  void whatNoFilterSeesIsAnsweredWithTheHeadersOfEveryAnswer() throws IOException {
    assertThat(raw("OPTIONS * HTTP/1.1\r\nOrigin: https://else.where", ""))
        .startsWith("HTTP/1.1 200")
        .contains("Cache-Control: private, no-cache", "Access-Control-Allow-Origin: *");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset", "multipart/form-data; boundary=x; charset"})
  void aCharsetWithoutAName(String type) throws IOException {
    String answer =
        raw("POST /api/echo/die?die=6 HTTP/1.1\r\nContent-Length: 0\r\nContent-Type: " + type, "");
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void aLengthThatIsNoneIsAProblemToo() throws IOException {
    assertRefused(raw("POST /api/echo HTTP/1.1\r\nContent-Length: abc", ""), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=x", "bytes=999999999-", "bytes=0-1", "lines=1-2"})
  void answersAreGivenWhole(String range) throws IOException {
    assertThat(raw("GET /openapi.json HTTP/1.1\r\nRange: " + range, ""))
        .startsWith("HTTP/1.1 200")
        .endsWith("}\n");
  }

  @Test
  void anOddOriginIsNotRefused() throws IOException {
    assertThat(raw("GET /api/echo HTTP/1.1\r\nOrigin: http://a b", "")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource({"30000,200", "33000,431", "60000,431"})
  void headersHaveThirtyTwoKibibytes(int size, int status) throws IOException {
    String answer = raw("GET /api/echo HTTP/1.1\r\nX-Long: " + "y".repeat(size), "");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    if (status == 431) {
      assertRefused(answer, 431);
      assertThat(answer).contains("32 KiB");
    }
  }

  @ParameterizedTest
  @CsvSource({"150,200", "500,431", "5000,431"})
  void thereMayBeManyHeaders(int count, int status) throws IOException {
    String answer = raw("GET /api/echo HTTP/1.1" + "\r\nX-Some: y".repeat(count), "");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    if (status == 431) {
      assertRefused(answer, 431);
    }
  }

  @ParameterizedTest
  @CsvSource({"8000,200", "9000,414", "60000,414"})
  void anAddressHasEightKibibytes(int size, int status) throws IOException {
    String answer = raw("GET /api/echo?x=" + "y".repeat(size) + " HTTP/1.1", "");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aHeaderInUtf8IsTaken() throws IOException {
    assertThat(raw("GET /api/echo HTTP/1.1\r\nCF-IPCity: \u0141\u00f3d\u017a", ""))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "multipart/*", "multipart/form-data"})
  void aTypeThatIsNoJsonIsNotSupported(String type) throws IOException {
    String body = COMIC.formatted("1");
    assertRefused(
        raw(
            "POST /api/echo HTTP/1.1\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length(),
            body),
        415);
  }

  @Test
  void aCompressedBodyIsNotSupported() throws IOException {
    assertRefused(
        raw(
            "POST /api/echo HTTP/1.1\r\nContent-Type: application/json"
                + "\r\nContent-Encoding: gzip\r\nContent-Length: 2",
            "xx"),
        415);
  }

  @Test
  void aReadWithAMultipartTypeIsARead() throws IOException {
    assertThat(raw("GET /api/echo HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b", ""))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/echo, application/json",
    "/api/echo/import/csv, multipart/form-data; boundary=b",
    "/api/echo/import/csv, application/json",
  })
  void aBrokenChunkIsTheClients(String path, String type, CapturedOutput log) throws IOException {
    String answer =
        raw(
            "POST "
                + path
                + " HTTP/1.1\r\nContent-Type: "
                + type
                + "\r\nTransfer-Encoding: chunked",
            "ZZ\r\n--b\r\n");
    assertRefused(answer, 400);
    assertThat(answer).contains("could not be read to its end");
    assertThat(log.getAll()).doesNotContain("ERROR", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/echo, Content-Length: 9000000, 413",
    "/api/echo, Content-Length: 2~Content-Encoding: gzip, 415",
    "/api/admin/echo, Content-Length: 2, 403",
    "/api/echo, Content-Length: 2~Authorization: Bearer x, 401",
  })
  void whoAsksFirstIsRefusedBeforeTheBody(String path, String headers, int status)
      throws IOException {
    String head = "POST %s HTTP/1.1~Expect: 100-continue~Content-Type: application/json~%s";
    assertRefused(rawToTheEnd(head.formatted(path, headers).replace("~", "\r\n"), ""), status);
  }

  /** Else the next request would be taken for the body that was never asked for. */
  @Test
  void whoAsksFirstWithABodyThatNobodyReadsIsAnsweredForTheLastTime() throws IOException {
    assertThat(
            rawToTheEnd("GET /api/echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2", ""))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void whoAsksFirstIsToldToGoOn() throws IOException {
    String head =
        "POST /api/echo/optional HTTP/1.1\r\nExpect: 100-continue"
            + "\r\nContent-Type: application/json\r\nContent-Length: 2";
    assertThat(raw(head, "{}")).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x5", "%205", "+5", "5.0", "%D9%A5", "", "1_0"})
  void aNumberInAnAddressIsDigitsAlone(String number) {
    assertThat(get("/api/echo?limit=" + number).status()).isEqualTo(422);
    assertThat(post("/api/echo/die?die=" + number, "").status()).isEqualTo(422);
  }

  @Test
  void aNumberWithASpaceNamesNoThread() {
    assertThat(get("/api/echo/2%2016").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"5,5", "5.0,5", "5e0,5", "50e-1,5"})
  void aWholeValueInJsonIsAWholeNumber(String number, int value) {
    Answer answer = post("/api/echo", COMIC.formatted(number));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("issues_remaining").asInt()).isEqualTo(value);
  }

  @Test
  void whatIsGivenTwiceIsNotDropped() {
    assertThat(get("/api/echo?limit=1&limit=2").status()).isEqualTo(422);
    assertThat(post("/api/echo/die?die=4&die=6", "").status()).isEqualTo(422);
  }

  @Test
  void longerFormsOfShorterLettersAreNoUtf8() throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      String head =
          "POST /api/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + token()
              + "\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n";
      String body = "{\"title\":\"\u00c1\u00a1\",\"issues_remaining\":1} ";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 422").contains("UTF-8");
    }
  }

  @Test
  void aCookieThatCannotBeReadIsNotWrittenDown(CapturedOutput log) throws IOException {
    raw("GET /api/echo HTTP/1.1\r\nCookie: a=\"b; refresh_token=secret", "");
    assertThat(log.getAll()).doesNotContain("secret");
  }

  @Test
  void anUploadThatEndsTooEarlyIsTheClients(CapturedOutput log) throws IOException {
    String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na";
    String answer =
        raw(
            "POST /api/echo/import/csv HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b"
                + "\r\nContent-Length: "
                + body.length(),
            body);
    assertRefused(answer, 422);
    assertThat(log.getAll()).doesNotContain("ERROR", "\tat ");
  }

  @Test
  void twoSpacesBeforeATokenAreAsGoodAsOne() {
    assertThat(
            send(request("/api/echo").header("Authorization", "Bearer  " + token()).GET()).status())
        .isEqualTo(200);
  }

  @Test
  void theDetailSpeaksToAPerson() {
    assertThat(post("/api/echo", "{}").json().get("detail").asString())
        .isEqualTo("Issues remaining is required; title is required.");
  }

  @Test
  void thePageToTryTheApiRunsItsOwnScriptAlone() {
    Answer page = send(request("/docs").GET());
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self' 'sha256-");
    assertThat(page.body()).doesNotContain("persistAuthorization");
  }

  @Test
  void aFullDiskIsNotTheClients() {
    MockHttpServletRequest upload = new MockHttpServletRequest("POST", "/api/threads/import/csv");
    ProblemException problem =
        Problems.of(
            new MultipartException("failed", new IOException("No space left on device")), upload);
    assertThat(problem.getStatusCode().value()).isEqualTo(503);
    assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("60");
  }

  @Test
  void aTransactionEndedForIdlingIsAnOutage() {
    assertThat(Outage.isUnreachable(new SQLException("idle", "25P03"))).isTrue();
  }
}
