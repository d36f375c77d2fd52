package dev.comicpile.command.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.MovableClock;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class SessionApiIT {

  @Autowired Readers readers;
  @Autowired MovableClock clock;
  Api reader;

  @BeforeEach
  void reader() {
    reader = readers.reader();
  }

  @Test
  void aSessionIsStartedWithADieAndEnded() {
    Answer started = reader.post("/api/session/start/", "{\"start_die\":12}");

    assertThat(started.status()).isEqualTo(200);
    assertThat(started.json().path("current_die").asInt()).isEqualTo(12);
    assertThat(started.json().path("ladder_path").asString()).isEqualTo("12");
    assertThat(started.json().path("has_restore_point").asBoolean()).isTrue();
    assertThat(started.json().path("ended_at").isNull()).isTrue();

    Answer again = reader.post("/api/session/start");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.detail()).contains("already active");

    Answer ended = reader.post("/api/session/end/");
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.json().path("id").asLong()).isEqualTo(started.json().path("id").asLong());
    assertThat(ended.json().path("ended_at").isNull()).isFalse();
    assertThat(reader.post("/api/session/end").detail()).isEqualTo("No active session to end.");
  }

  @Test
  void aClockThatIsSetBackByADayMakesNoSessionThatEndsBeforeItStarts() {
    reader.add("Saga", 5);
    Answer started = reader.post("/api/session/start");
    clock.advance(Duration.ofDays(-1));
    try {
      assertThat(reader.post("/api/roll").status()).isEqualTo(200);
      assertThat(reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":1}").status())
          .isEqualTo(200);
      assertThat(reader.post("/api/undo").text("undone/0/description")).contains("Saga");
      Answer ended = reader.post("/api/session/end");
      assertThat(ended.status()).isEqualTo(200);
      assertThat(Instant.parse(ended.json().path("ended_at").asString()))
          .isAfterOrEqualTo(Instant.parse(started.json().path("started_at").asString()));
    } finally {
      clock.advance(Duration.ofDays(1));
    }
  }

  @Test
  void aSessionStartsOnlyWithADieOfTheLadder() {
    assertThat(reader.post("/api/session/start", "{\"start_die\":7}").status()).isEqualTo(400);
    assertThat(reader.post("/api/session/start", "{\"start_die\":\"d6\"}").wrongField())
        .isEqualTo("body.start_die wrong_type");
  }

  @Test
  void thePileIsRestoredToTheStartOfASession() {
    long saga = reader.add("Saga", 5);
    long session = reader.post("/api/session/start").json().path("id").asLong();
    reader.post("/api/roll");
    reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":2}");
    Answer restored = reader.post("/api/sessions/" + session + "/restore-session-start");

    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json().path("id").asLong()).isEqualTo(session);
    assertThat(restored.json().path("active_thread").isNull()).isTrue();
    assertThat(restored.json().path("current_die").asInt()).isEqualTo(6);
    assertThat(reader.put("/api/threads/" + saga, "{}").json().path("issues_remaining").asInt())
        .isEqualTo(5);
  }

  @Test
  void nobodyRestoresAnotherReadersSession() {
    long session = reader.post("/api/session/start").json().path("id").asLong();
    Answer answer = readers.reader().post("/api/sessions/" + session + "/restore-session-start");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("Session " + session + " not found");
    assertThat(readers.reader().post("/api/session/end").status()).isEqualTo(400);
  }
}
