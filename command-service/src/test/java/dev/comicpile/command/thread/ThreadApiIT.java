package dev.comicpile.command.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class ThreadApiIT {

  @Autowired Readers readers;
  Api reader;
  Api stranger;

  @BeforeEach
  void readers() {
    reader = readers.reader();
    stranger = readers.reader();
  }

  @Test
  void aThreadIsAddedAtTheBack() {
    reader.add("Saga", 3);
    Answer added =
        reader.post(
            "/api/threads/",
            """
            {"title": "  Hellboy 地獄男爵 ", "format": "Omnibus", "issues_remaining": 12,
             "notes": "from the library", "is_test": true, "unknown": 1}\
            """);

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.version()).isEqualTo(2);
    assertThat(added.json().path("title").asString()).isEqualTo("Hellboy 地獄男爵");
    assertThat(added.json().path("queue_position").asInt()).isEqualTo(2);
    assertThat(added.json().path("status").asString()).isEqualTo("active");
    assertThat(added.json().path("notes").asString()).isEqualTo("from the library");
    assertThat(added.json().path("is_test").asBoolean()).isTrue();
    assertThat(added.json().path("last_rating").isNull()).isTrue();
    assertThat(added.response().headers().firstValue("Set-Cookie").orElseThrow())
        .contains("." + reader.id() + ".2")
        .contains("Path=/api")
        .contains("HttpOnly");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"Comic\",\"issues_remaining\":1} | body.title missing",
        "{\"title\":\" \",\"format\":\"Comic\",\"issues_remaining\":1} | body.title too_short",
        "{\"title\":\"x\",\"format\":\"Comic\",\"issues_remaining\":-1} |"
            + " body.issues_remaining too_small",
        "{\"title\":\"x\",\"format\":\"Comic\",\"issues_remaining\":\"1\"} |"
            + " body.issues_remaining wrong_type",
        "{\"title\":\"x\",\"format\":\"Comic\",\"issues_remaining\":99999999999} |"
            + " body.issues_remaining too_large",
        "{\"title\":7,\"format\":\"Comic\",\"issues_remaining\":1} | body.title wrong_type",
        "{\"title\":\"a\\ud800b\",\"format\":\"Comic\",\"issues_remaining\":1} |"
            + " body.title not_allowed",
        "{\"title\":\"x\" | body malformed"
      })
  void badInputIsNamedByItsField(String body, String wrong) {
    Answer refused = reader.post("/api/threads", body);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.wrongField()).isEqualTo(wrong);
    assertThat(refused.response().headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
  }

  @Test
  void controlCharactersOfTextsBecomeSpacesAndFormsOne() {
    Answer added =
        reader.post(
            "/api/threads",
            """
            {"title": "Sa\\u0000ga\\r\\nTwo\\u2028E\\u0301\\u202e ", "format": "Co\\tmic",
             "issues_remaining": 1, "notes": "one\\ntwo\\u0007\\u0000three"}
            """);

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().path("title").asString()).isEqualTo("Sa ga Two É");
    assertThat(added.json().path("format").asString()).isEqualTo("Co mic");
    assertThat(added.json().path("notes").asString()).isEqualTo("one\ntwo  three");
  }

  @Test
  void lengthsAreCountedInCharacters() {
    assertThat(
            reader
                .post(
                    "/api/threads",
                    "{\"title\":\"%s\",\"format\":\"x\",\"issues_remaining\":1}"
                        .formatted("😀".repeat(200)))
                .status())
        .isEqualTo(201);
    assertThat(
            reader
                .post(
                    "/api/threads",
                    "{\"title\":\"%s\",\"format\":\"x\",\"issues_remaining\":1}"
                        .formatted("😀".repeat(201)))
                .wrongField())
        .isEqualTo("body.title too_long");
  }

  @Test
  void anEmptyBodyNamesEveryMissingField() {
    assertThat(reader.post("/api/threads").json().path("errors").size()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://[::1]", "http://[fe80::1]:8080/saga", "https://[::ffff:10.0.0.7]?x"})
  void aReviewMayBeAtAHostWithoutAName(String address) {
    long id = reader.add("Saga", 3);

    assertThat(
            reader
                .put("/api/threads/" + id, "{\"review_url\": \"" + address + "\"}")
                .text("review_url"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//example.org/saga",
        "ftp://example.org",
        "saga",
        "http://[::1",
        "http://[saga]/",
        "http://a@[::1]/"
      })
  void aReviewIsAnAbsoluteWebAddress(String address) {
    long id = reader.add("Saga", 3);

    Answer edited = reader.put("/api/threads/" + id, "{\"review_url\": \"" + address + "\"}");

    assertThat(edited.status()).isEqualTo(422);
    assertThat(edited.detail()).isEqualTo("Review URL must be an absolute http or https address.");
  }

  @Test
  void anEditChangesWhatIsGiven() {
    long id = reader.add("Saga", 3);
    Answer edited =
        reader.put(
            "/api/threads/" + id,
            """
            {"title": null, "issues_remaining": 0, "review_url": "https://example.org/saga"}\
            """);

    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.json().path("title").asString()).isEqualTo("Saga");
    assertThat(edited.json().path("status").asString()).isEqualTo("completed");
    assertThat(edited.json().path("queue_position").asInt()).isZero();
    assertThat(edited.json().path("review_url").asString()).isEqualTo("https://example.org/saga");
    assertThat(edited.json().path("last_review_at").isNull()).isFalse();
  }

  @Test
  void anEditOfABlankTitleIsBadInput() {
    long id = reader.add("Saga", 3);

    assertThat(reader.put("/api/threads/" + id, "{\"title\":\"\"}").wrongField())
        .isEqualTo("body.title too_short");
    assertThat(reader.put("/api/threads/abc", "{}").wrongField())
        .isEqualTo("path.thread_id wrong_type");
  }

  @Test
  void aDeletedThreadIsGone() {
    long id = reader.add("Saga", 3);
    Answer deleted = reader.delete("/api/threads/" + id + "/");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.version()).isEqualTo(2);
    assertThat(deleted.body()).isEmpty();
    assertThat(reader.delete("/api/threads/" + id).detail())
        .isEqualTo("Thread " + id + " not found");
  }

  @Test
  void aCompletedThreadIsReactivatedAtTheFront() {
    reader.add("Saga", 3);
    long id = reader.add("Hellboy", 0);
    String body = "{\"thread_id\":" + id + ",\"issues_to_add\":5}";
    Answer reactivated = reader.post("/api/threads/reactivate", body);

    assertThat(reactivated.status()).isEqualTo(200);
    assertThat(reactivated.json().path("queue_position").asInt()).isEqualTo(1);
    assertThat(reactivated.json().path("issues_remaining").asInt()).isEqualTo(5);

    Answer again = reader.post("/api/threads/reactivate", body);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.detail()).contains("is not completed");
    assertThat(
            reader
                .post("/api/threads/reactivate", "{\"thread_id\":" + id + ",\"issues_to_add\":0}")
                .wrongField())
        .isEqualTo("body.issues_to_add too_small");
  }

  @Test
  void setPendingPicksAThreadWithoutARoll() {
    long id = reader.add("Saga", 3);
    Answer pending = reader.post("/api/threads/" + id + "/set-pending");

    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.json().path("status").asString()).isEqualTo("pending_set");
    assertThat(pending.json().path("thread_id").asLong()).isEqualTo(id);

    long completed = reader.add("Hellboy", 0);
    assertThat(reader.post("/api/threads/" + completed + "/set-pending").status()).isEqualTo(400);
  }

  @Test
  void nobodyTouchesAnotherReadersThread() {
    long id = reader.add("Saga", 3);
    String notFound = "Thread " + id + " not found";

    for (Answer refused :
        new Answer[] {
          stranger.put("/api/threads/" + id, "{\"title\":\"mine\"}"),
          stranger.delete("/api/threads/" + id),
          stranger.post("/api/threads/" + id + "/set-pending"),
          stranger.post("/api/threads/reactivate", "{\"thread_id\":" + id + ",\"issues_to_add\":1}")
        }) {
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.detail()).isEqualTo(notFound);
    }
  }
}
