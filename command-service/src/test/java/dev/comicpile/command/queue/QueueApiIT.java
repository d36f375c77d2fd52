package dev.comicpile.command.queue;

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
class QueueApiIT {

  @Autowired Readers readers;
  Api reader;
  long first;
  long second;
  long third;

  @BeforeEach
  void pileOfThree() {
    reader = readers.reader();
    first = reader.add("first", 1);
    second = reader.add("second", 1);
    third = reader.add("third", 1);
  }

  private static int position(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("queue_position").asInt();
  }

  @Test
  void aThreadMovesToAPositionOrAnEnd() {
    assertThat(position(move("\"position\":2", third))).isEqualTo(2);
    assertThat(position(move("\"position\":99", first))).isEqualTo(3);
    assertThat(position(move("\"to\":\"front\"", first))).isEqualTo(1);
    assertThat(position(move("\"to\":\"back\"", first))).isEqualTo(3);
    assertThat(position(put(first, "position/", "{\"new_position\":1}"))).isEqualTo(1);
    assertThat(position(put(first, "back/", ""))).isEqualTo(3);
    assertThat(position(put(first, "front/", "{}"))).isEqualTo(1);
  }

  private Answer move(String target, long thread) {
    return reader.post("/api/queue/move", "{\"thread_id\":" + thread + "," + target + "}");
  }

  private Answer put(long thread, String what, String body) {
    return reader.put("/api/queue/threads/" + thread + "/" + what, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"thread_id\":1} | body.position missing",
        "{\"position\":1} | body.thread_id missing",
        "{\"thread_id\":1,\"position\":0} | body.position too_small",
        "{\"thread_id\":1,\"position\":1,\"to\":\"back\"} | body.to not_allowed",
        "{\"thread_id\":\"x\",\"position\":1} | body.thread_id wrong_type"
      })
  void aMoveNeedsOneTarget(String body, String wrong) {
    Answer answer = reader.post("/api/queue/move", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).isEqualTo(wrong);
  }

  @Test
  void anUnknownEndIsBadInput() {
    Answer answer = move("\"to\":\"middle\"", first);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.wrongField()).startsWith("body.to ");
    assertThat(put(first, "position", "").wrongField()).isEqualTo("body.new_position missing");
  }

  @Test
  void clearingRemovesEveryActiveThreadAsOneAction() {
    reader.add("done", 0);
    Answer cleared = reader.delete("/api/queue/");

    assertThat(cleared.status()).isEqualTo(200);
    assertThat(cleared.json().path("removed").asInt()).isEqualTo(3);
    assertThat(cleared.version()).isEqualTo(5);
    assertThat(put(first, "front", "").status()).isEqualTo(404);
    assertThat(reader.post("/api/undo").status()).isEqualTo(200);
    assertThat(position(put(third, "position", "{\"new_position\":3}"))).isEqualTo(3);
  }

  @Test
  void clearingAnEmptyQueueIsNoAction() {
    Answer cleared = readers.reader().delete("/api/queue");

    assertThat(cleared.json().path("removed").asInt()).isZero();
    assertThat(cleared.version()).isZero();
  }

  @Test
  void nobodyMovesAnotherReadersThread() {
    Api stranger = readers.reader();

    assertThat(
            stranger
                .post("/api/queue/move", "{\"thread_id\":" + first + ",\"position\":1}")
                .status())
        .isEqualTo(404);
    assertThat(stranger.put("/api/queue/threads/" + first + "/front", "").status()).isEqualTo(404);
    assertThat(stranger.put("/api/queue/threads/" + first + "/back", "").status()).isEqualTo(404);
    assertThat(
            stranger
                .put("/api/queue/threads/" + first + "/position", "{\"new_position\":1}")
                .status())
        .isEqualTo(404);
    assertThat(stranger.delete("/api/queue").json().path("removed").asInt()).isZero();
  }
}
