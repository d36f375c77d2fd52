package dev.comicpile.command.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.Api;
import dev.comicpile.command.Api.Answer;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class SessionApiIT {

  @Autowired Api api;
  @Autowired MovableClock clock;
  Api.Client reader;

  @BeforeEach
  void reader() {
    reader = api.reader();
  }

  @Test
  void aSessionIsStartedWithADieAndEnded() {
    Answer started = reader.post("/api/session/start/", "{\"start_die\":12}");

    assertThat(started.status()).isEqualTo(200);
    assertThat(started.body().path("current_die").asInt()).isEqualTo(12);
    assertThat(started.body().path("ladder_path").asString()).isEqualTo("12");
    assertThat(started.body().path("has_restore_point").asBoolean()).isTrue();
    assertThat(started.body().path("ended_at").isNull()).isTrue();

    Answer again = reader.post("/api/session/start");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.detail()).contains("already active");

    Answer ended = reader.post("/api/session/end/");
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.body().path("id").asLong()).isEqualTo(started.body().path("id").asLong());
    assertThat(ended.body().path("ended_at").isNull()).isFalse();
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
      assertThat(reader.post("/api/undo").undone()).contains("Saga");
      Answer ended = reader.post("/api/session/end");
      assertThat(ended.status()).isEqualTo(200);
      assertThat(Instant.parse(ended.body().path("ended_at").asString()))
          .isAfterOrEqualTo(Instant.parse(started.body().path("started_at").asString()));
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
    long session = reader.post("/api/session/start").body().path("id").asLong();
    reader.post("/api/roll");
    reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":2}");
    Answer restored = reader.post("/api/sessions/" + session + "/restore-session-start");

    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.body().path("id").asLong()).isEqualTo(session);
    assertThat(restored.body().path("active_thread").isNull()).isTrue();
    assertThat(restored.body().path("current_die").asInt()).isEqualTo(6);
    assertThat(reader.put("/api/threads/" + saga, "{}").body().path("issues_remaining").asInt())
        .isEqualTo(5);
  }

  @Test
  void nobodyRestoresAnotherReadersSession() {
    long session = reader.post("/api/session/start").body().path("id").asLong();
    Answer answer = api.reader().post("/api/sessions/" + session + "/restore-session-start");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.detail()).isEqualTo("Session " + session + " not found");
    assertThat(api.reader().post("/api/session/end").status()).isEqualTo(400);
  }
}
