package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Whatever goes wrong is answered as problem details that say what to do and nothing internal. */
class ProblemTest extends WebTest {

  @AfterEach
  void nothingFails() {
    Echo.failure = null;
  }

  private Answer failingWith(RuntimeException failure) {
    Echo.failure = failure;
    return send(authorized("/api/echo/1").DELETE());
  }

  private static void assertProblem(Answer answer, int status, String detail) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asString()).isEqualTo("about:blank");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("title").asString()).isNotBlank();
    assertThat(answer.json().get("detail").asString()).contains(detail);
  }

  @Test
  void aBrokenRuleIsABadRequestInItsOwnWords() {
    Answer answer = failingWith(new PileRefusal(new PileProblem.NothingPending()));
    assertProblem(answer, 400, "No active thread. Please roll the dice first.");
    assertThat(answer.json().get("instance").asString()).isEqualTo("/api/echo/1");
  }

  @Test
  void programsAreToldWhichRefusalItIsAndItsFacts() {
    Answer broken = failingWith(new PileRefusal(new PileProblem.TooManyIssuesRead(3, 1)));
    assertThat(broken.json().get("code").asString()).isEqualTo("too_many_issues_read");
    assertThat(broken.json().get("values").toString())
        .isEqualTo("{\"issues_read\":3,\"issues_remaining\":1}");

    Answer refused =
        failingWith(new RefusedException(HttpStatus.BAD_REQUEST, "last_admin", "You are it."));
    assertProblem(refused, 400, "You are it.");
    assertThat(refused.json().get("code").asString()).isEqualTo("last_admin");
  }

  @Test
  void aRefusalOfAnOlderProgramHasNoFacts() {
    Answer answer =
        failingWith(
            new PileRefusal(
                JsonMapper.shared()
                    .readValue(
                        "{\"kind\":\"NOT_FOUND\",\"sentence\":\"Thread 7 not found\"}",
                        PileProblem.RefusedBefore.class)));
    assertProblem(answer, 404, "Thread 7 not found");
    assertThat(answer.json().get("values").toString()).isEqualTo("{}");
  }

  @Test
  void aThreadThatIsNotThereIsNotFound() {
    assertProblem(
        failingWith(new PileRefusal(new PileProblem.ThreadNotFound(new ThreadId(7)))),
        404,
        "Thread 7 not found");
  }

  @Test
  void aRefusalIsFoundUnderWhateverWrapsIt() {
    assertProblem(
        failingWith(
            new IllegalStateException(
                new PileRefusal(new PileProblem.ThreadNotFound(new ThreadId(7))))),
        404,
        "Thread 7 not found");
  }

  static Stream<RuntimeException> outages() {
    return Stream.of(
        new CannotCreateTransactionException("Could not open JPA EntityManager"),
        new DataAccessResourceFailureException("no connection"),
        new IllegalStateException(new SQLException("terminating connection", "57P01")),
        new IllegalStateException(new SQLException("refused", "08001")),
        new IllegalStateException(new java.sql.SQLTransientConnectionException("pool timed out")));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void aDatabaseThatIsAwayIsToBeTriedLater(RuntimeException outage) {
    Answer answer = failingWith(outage);
    assertProblem(answer, 503, "try again");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void aViewThatIsBehindSaysWhenToComeBack() {
    Answer answer =
        failingWith(new TryLaterException("The view is behind.", Duration.ofMillis(1200)));
    assertProblem(answer, 503, "The view is behind.");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void losingToOtherWritersIsAConflict() {
    assertProblem(failingWith(new OptimisticLockingFailureException("row 7")), 409, "try again");
  }

  @Test
  void anythingElseIsToldWithoutInternalNames() {
    Answer answer = failingWith(new IllegalStateException("secret in org.hibernate.Session"));
    assertProblem(answer, 500, "Something went wrong");
    assertThat(answer.body()).doesNotContain("secret", "hibernate", "Exception");
  }

  @Test
  void aStatusWithAReasonIsToldAsItIs() {
    Answer answer =
        failingWith(new ResponseStatusException(HttpStatus.UNAUTHORIZED, "Incorrect username"));
    assertProblem(answer, 401, "Incorrect username");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void anUnknownPathIsNotFoundEvenWithoutAToken() {
    assertProblem(send(request("/api/nothing").GET()), 404, "nothing at this path");
    assertProblem(
        send(request("/api/nothing").header("Authorization", "Bearer stale").GET()), 404, "");
    assertProblem(send(request("/api").GET()), 404, "");
    assertProblem(send(request("/elsewhere").GET()), 404, "");
  }

  @Test
  void aWrongMethodNamesThePossibleOnes() {
    Answer answer = send(authorized("/api/echo").DELETE());
    assertProblem(answer, 405, "Possible: GET, POST");
    assertThat(answer.header("Allow").split(", *")).containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  void anUnknownMethodIsAWrongOne() {
    Answer answer = send(authorized("/api/echo").method("FOO", BodyPublishers.noBody()));
    assertProblem(answer, 405, "FOO is not possible here.");
    assertThat(answer.header("Allow").split(", *")).containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  void aBodyThatBreaksOffIsABadRequest() throws IOException {
    String answer =
        raw(
            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer "
                + token()
                + "\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("could not be read to its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/xml", "application/cbor"})
  void onlyJsonIsSpoken(String type) {
    assertProblem(
        send(
            authorized("/api/echo")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("title: Saga"))),
        415,
        "must be sent as application/json.");
    assertProblem(
        send(authorized("/api/echo").header("Accept", type).GET()),
        406,
        "can answer only as application/json.");
  }

  @Test
  void anAnswerInAnotherFormatIsNotAcceptable() {
    assertProblem(send(authorized("/api/echo").header("Accept", "image/png").GET()), 406, "json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "no type",
        "application/json;charset=iso-8859-1",
        "application/problem+json, application/json"
      })
  void aWriteThatIsDoneIsAnsweredWhateverIsAccepted(String accepted) {
    Answer answer =
        send(
            authorized("/api/echo/optional")
                .header("Content-Type", "application/json")
                .header("Accept", accepted)
                .POST(BodyPublishers.ofString("{}")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void anAnswerThatIsNoProblemIsNotCalledOne() {
    Answer answer =
        send(
            authorized("/api/echo")
                .header("Accept", "application/problem+json, application/json")
                .GET());
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void jsonIsInUnicodeWhateverItsContentTypeSays() {
    Answer answer =
        send(
            authorized("/api/echo")
                .header("Content-Type", "application/json; charset=iso-8859-1")
                .POST(BodyPublishers.ofString("{\"title\":\"Astérix\",\"issues_remaining\":1}")));
    assertThat(answer.body()).contains("Astérix");
  }

  /** As of a path of the other service, which the gateway sends here for its method. */
  @Test
  void aMethodThatTheDocumentDoesNotNameIsNotPossible() {
    assertProblem(
        send(authorized("/api/undo/history").POST(BodyPublishers.noBody())), 405, "Possible: GET.");
    assertProblem(send(authorized("/api/roll/").GET()), 405, "Possible: POST.");
    Answer several = send(authorized("/api/threads/7").method("PATCH", BodyPublishers.noBody()));
    assertThat(several.header("Allow")).isEqualTo("DELETE,GET,PUT");
    assertProblem(send(authorized("/api/rolls").GET()), 404, "nothing at this path");
    assertProblem(send(authorized("/api/undo/history").GET()), 404, "nothing at this path");
  }

  @Test
  void anotherContentTypeIsNotSupported() {
    Answer answer =
        send(
            authorized("/api/echo")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
    assertProblem(answer, 415, "application/json");
    Answer form =
        send(
            authorized("/api/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("title=a&issues_remaining=1")));
    assertProblem(form, 415, "application/json");
    assertProblem(
        send(
            authorized("/api/echo")
                .header("Content-Type", "application/json; charset=klingon")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|body.issues_remaining|missing",
        "null|body.issues_remaining|missing",
        "{\"title\":5,\"issues_remaining\":1}|body.title|wrong_type",
        "{\"title\":true,\"issues_remaining\":1}|body.title|wrong_type",
        "{\"title\":[\"a\"],\"issues_remaining\":1}|body.title|wrong_type",
        "{\"title\":{},\"issues_remaining\":1}|body.title|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":\"1\"}|body.issues_remaining|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":1.5}|body.issues_remaining|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":true}|body.issues_remaining|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":\"\"}|body.issues_remaining|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":99999999999}|body.issues_remaining|too_large",
        "{\"title\":\"a\",\"issues_remaining\":1e999}|body.issues_remaining|too_large",
        "{\"title\":\"a\",\"issues_remaining\":null}|body.issues_remaining|missing",
        "{\"title\":\"a\",\"issues_remaining\":-1}|body.issues_remaining|too_small",
        "{\"title\":\"a\",\"issues_remaining\":1,\"rating\":\"4\"}|body.rating|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":1,\"is_test\":1}|body.is_test|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":1,\"is_test\":\"true\"}|body.is_test|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":1,\"more_rows\":[{\"row_title\":\"a\"},{}]}"
            + "|body.more_rows[1].row_title|missing",
        "{\"title\":\"a\",\"issues_remaining\":1,\"more_rows\":[{\"row_title\":5}]}"
            + "|body.more_rows[0].row_title|wrong_type",
        "{\"title\":\"a\",\"issues_remaining\":1,\"more_rows\":{}}|body.more_rows|wrong_type",
        "[]|body|wrong_type",
        "5|body|wrong_type",
        "\"text\"|body|wrong_type",
        "{|body|malformed",
        "{\"title\"|body|malformed",
        "{} {}|body|malformed",
        "{title:1}|body|malformed",
        "{\"issues_remaining\":NaN}|body|malformed",
        "{\"issues_remaining\":01}|body|malformed",
      })
  void badInputNamesTheFieldAndWhatIsWrong(String body, String field, String type) {
    Answer answer = post("/api/echo", body);
    assertProblem(answer, 422, "");
    assertThat(answer.json().get("detail").asString()).doesNotContain("body.", "_", "bytes");
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    assertThat(answer.json().get("errors").get(0).get("type").asString()).isEqualTo(type);
    assertThat(answer.body()).doesNotContain("java", "Exception", "jackson");
  }

  @Test
  void everyMissingFieldIsNamed() {
    Answer answer = post("/api/echo", "{}");
    assertThat(answer.json().get("errors").size()).isEqualTo(2);
    assertThat(answer.json().get("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("body.title", "body.issues_remaining");
    assertThat(answer.json().get("errors").findValuesAsString("message"))
        .containsOnly("is required");
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] latin = "{\"title\":\"é\",\"issues_remaining\":1}".getBytes(StandardCharsets.ISO_8859_1);
    Answer answer =
        send(
            authorized("/api/echo")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin)));
    assertProblem(answer, 422, "The body must be valid JSON");
  }

  @Test
  void deepNestingIsMalformed() {
    assertProblem(post("/api/echo", "{\"x\":" + "[".repeat(5000)), 422, "The body");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/echo?limit=0,query.limit,too_small",
    "/api/echo?limit=101,query.limit,too_large",
    "/api/echo?offset=-1,query.offset,too_small",
    "/api/echo?limit=ten,query.limit,wrong_type",
    "/api/echo?limit=1.5,query.limit,wrong_type",
    "/api/echo?limit=99999999999,query.limit,wrong_type",
    "/api/echo/abc,path.thread_id,wrong_type",
    "/api/echo/0,path.thread_id,too_small",
    "/api/echo/99999999999999999999,path.thread_id,wrong_type",
  })
  void badParametersAreNamed(String path, String field, String type) {
    Answer answer = get(path);
    assertProblem(answer, 422, "");
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    assertThat(answer.json().get("errors").get(0).get("type").asString()).isEqualTo(type);
  }

  private Answer ids(String path, String body) {
    return send(
        authorized("/api/echo/" + path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "7/of/x,          {\"thread_id\": 7},                         path.session_id, wrong_type",
    "7.0/of/3,        {\"thread_id\": 7},                         path.thread_id,  wrong_type",
    "+7/of/3,         {\"thread_id\": 7},                         path.thread_id,  wrong_type",
    "99999999999999999999/of/3, {\"thread_id\": 7},               path.thread_id,  wrong_type",
    "7/of/3,          {},                                         body.thread_id,  missing",
    "7/of/3,          {\"thread_id\": null},                      body.thread_id,  missing",
    "7/of/3,          {\"thread_id\": \"7\"},                     body.thread_id,  wrong_type",
    "7/of/3,          {\"thread_id\": 7.5},                       body.thread_id,  wrong_type",
    "7/of/3,          {\"thread_id\": {\"number\": 7}},           body.thread_id,  wrong_type",
    "7/of/3,          {\"thread_id\": 99999999999999999999},      body.thread_id,  too_large",
    "7/of/3,          '{\"thread_id\": 7, \"session_id\": true}', body.session_id, wrong_type",
  })
  void idsAreRefusedAsWholeNumbersAre(String path, String body, String field, String type) {
    Answer answer = ids(path, body);
    assertProblem(answer, 422, type.equals("missing") ? "is required" : "whole number");
    assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    assertThat(answer.json().get("errors").get(0).get("type").asString()).isEqualTo(type);
  }

  @Test
  void idsAreAnyWholeNumbersAndAnsweredAsNumbers() {
    assertThat(ids("-7/of/0", "{\"thread_id\": 7.0}").body())
        .isEqualTo("[-7,0,{\"thread_id\":7,\"session_id\":null}]");
  }

  @Test
  void missingAndBadQueryParametersAndHeadersAreNamed() {
    assertProblem(post("/api/echo/die", ""), 422, "Die is required.");
    assertProblem(post("/api/echo/die?die=x", ""), 422, "Die must be a whole number.");
    assertProblem(post("/api/echo/die?die=1", ""), 422, "Die");
    assertProblem(
        send(
            authorized("/api/echo/die?die=6")
                .header("If-Match", "x")
                .POST(BodyPublishers.noBody())),
        422,
        "If-Match must be a whole number.");
    assertThat(post("/api/echo/die?die=6", "").status()).isEqualTo(200);
  }

  @Test
  void unknownFieldsAreIgnored() {
    Answer answer = post("/api/echo", "{\"title\":\"漫画\",\"issues_remaining\":1,\"new\":{}}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("title").asString()).isEqualTo("漫画");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/echo/%zz",
        "/api//echo",
        "/api/echo/%2e%2e/x",
        "/api/echo/a%2Fb",
        "/api/echo/%00",
        "/api/echo;x=1",
        "/api/echo/|",
        "/api/echo/%ff",
        "/api/../../etc/passwd",
      })
  void whatTheContainerRefusesIsAProblemToo(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4");
    assertThat(answer).doesNotContain("Tomcat", "<html", "Exception", "java");
    assertThat(answer).contains("application/problem+json", "\"status\":4");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
