package dev.comicpile.command.dice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class DiceApiIT {

  @Autowired Readers readers;
  Api reader;
  long saga;

  @BeforeEach
  void pileOfOne() {
    reader = readers.reader();
    saga = reader.add("Saga", 5);
  }

  @Test
  void aRollPicksAThreadOfThePool() {
    Answer rolled = reader.post("/api/roll/");

    assertThat(rolled.status()).isEqualTo(200);
    assertThat(rolled.json().toString())
        .isEqualTo(
            "{\"thread_id\":%s,\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":5,"
                    .formatted(saga)
                + "\"queue_position\":1,\"die_size\":6,\"result\":1,\"offset\":0,"
                + "\"snoozed_count\":0}");
    assertThat(rolled.version()).isEqualTo(3);
  }

  @Test
  void anOverridePicksWithoutARoll() {
    Answer picked = reader.post("/api/roll/override", "{\"thread_id\":" + saga + "}");

    assertThat(picked.status()).isEqualTo(200);
    assertThat(picked.json().path("result").asInt(-1)).isZero();
    assertThat(reader.post("/api/roll/override", "{}").wrongField())
        .isEqualTo("body.thread_id missing");
    assertThat(readers.reader().post("/api/roll/override", "{\"thread_id\":" + saga + "}").status())
        .isEqualTo(404);
  }

  @Test
  void theManualDieIsSetAndClearedInPlainText() {
    Answer set = reader.post("/api/roll/set-die?die=20");

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body()).isEqualTo("d20");
    assertThat(set.response().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    assertThat(reader.post("/api/roll").json().path("die_size").asInt()).isEqualTo(20);
    assertThat(reader.post("/api/roll/clear-manual-die").body()).isEqualTo("d6");
  }

  @Test
  void aDieOffTheLadderListsTheLadder() {
    Answer answer = reader.post("/api/roll/set-die?die=7");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("d4, d6, d8, d10, d12, d20");
    assertThat(reader.post("/api/roll/set-die?die=abc").wrongField())
        .isEqualTo("query.die wrong_type");
    assertThat(reader.post("/api/roll/set-die").wrongField()).isEqualTo("query.die missing");
  }

  @Test
  void readingWithoutARatingTakesIssuesOff() {
    reader.post("/api/roll");

    assertThat(reader.post("/api/roll/mark-read").json().path("issues_remaining").asInt())
        .isEqualTo(4);
    reader.post("/api/roll");
    Answer tooMany = reader.post("/api/roll/mark-read", "{\"issues_read\":9}");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.detail()).contains("only 4 remain");
    assertThat(reader.post("/api/roll/mark-read", "{\"issues_read\":0}").wrongField())
        .isEqualTo("body.issues_read too_small");
  }

  @Test
  void aGoodRatingStepsTheDieDown() {
    reader.post("/api/roll");
    Answer rated = reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":2}");

    assertThat(rated.status()).isEqualTo(200);
    assertThat(rated.json().path("issues_remaining").asInt()).isEqualTo(3);
    assertThat(rated.json().path("last_rating").asDouble()).isEqualTo(4.5);
    assertThat(reader.post("/api/roll").json().path("die_size").asInt()).isEqualTo(4);
  }

  @Test
  void aRatingCanFinishTheSession() {
    reader.post("/api/roll");
    reader.post("/api/rate", "{\"rating\":1,\"issues_read\":1,\"finish_session\":true}");

    assertThat(reader.post("/api/session/end").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rating\":0,\"issues_read\":1} | body.rating too_small",
        "{\"rating\":5.5,\"issues_read\":1} | body.rating too_large",
        "{\"rating\":4.3,\"issues_read\":1} | body.rating off_step",
        "{\"rating\":\"good\",\"issues_read\":1} | body.rating wrong_type",
        "{\"rating\":4,\"issues_read\":0} | body.issues_read too_small",
        "{\"rating\":4,\"issues_read\":1.5} | body.issues_read wrong_type",
        "{\"rating\":4} | body.issues_read missing"
      })
  void aRatingOffTheScaleIsBadInput(String body, String wrong) {
    reader.post("/api/roll");
    Answer answer = reader.post("/api/rate", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).isEqualTo(wrong);
  }

  @Test
  void aSnoozedThreadLeavesThePoolUntilItIsUnsnoozed() {
    assertThat(reader.post("/api/snooze/").status()).isEqualTo(400);
    reader.post("/api/roll");
    Answer snoozed = reader.post("/api/snooze/");

    assertThat(snoozed.status()).isEqualTo(200);
    assertThat(snoozed.json().path("snoozed_thread_ids").toString()).isEqualTo("[" + saga + "]");
    assertThat(snoozed.json().path("manual_die").asInt()).isEqualTo(8);
    assertThat(snoozed.json().path("user_id").asLong()).isEqualTo(reader.id());

    Answer unsnoozed = reader.post("/api/snooze/" + saga + "/unsnooze");
    assertThat(unsnoozed.json().path("snoozed_threads").size()).isZero();
    long version = unsnoozed.version();
    assertThat(reader.post("/api/snooze/" + saga + "/unsnooze").version()).isEqualTo(version);
    assertThat(reader.delete("/api/snooze").version()).isEqualTo(version);
  }

  @Test
  void allSnoozedThreadsComeBackAtOnce() {
    long bone = reader.add("Bone", 1);
    for (long thread : new long[] {saga, bone}) {
      reader.post("/api/roll/override", "{\"thread_id\":" + thread + "}");
      reader.post("/api/snooze");
    }
    Answer answer = reader.delete("/api/snooze/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("snoozed_thread_ids").size()).isZero();
  }

  @Test
  void nobodyUnsnoozesAnotherReadersThread() {
    assertThat(readers.reader().post("/api/snooze/" + saga + "/unsnooze").status()).isEqualTo(404);
  }
}
