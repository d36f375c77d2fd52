package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningComicPile.class)
class QueueHttpIT {

  @Test
  void aThreadMovesToAPositionAndBeyondTheEndIsTheEnd(Api api) {
    long a = api.add("A", 1);
    long b = api.add("B", 1);
    long c = api.add("C", 1);

    move(api, c, 1, 1);
    assertThat(titles(api)).containsExactly("C", "A", "B");
    move(api, c, 2, 2);
    assertThat(titles(api)).containsExactly("A", "C", "B");
    move(api, a, 99, 3);
    assertThat(titles(api)).containsExactly("C", "B", "A");
    api.put("/api/queue/threads/" + b + "/front/", null).expect(200);
    api.put("/api/queue/threads/" + c + "/back", null).expect(200);
    assertThat(titles(api)).containsExactly("B", "A", "C");
    api.post("/api/queue/move", "{\"thread_id\": %s, \"to\": \"front\"}".formatted(c)).expect(200);
    api.post("/api/queue/move", "{\"thread_id\": %s, \"position\": 2}".formatted(c)).expect(200);
    assertThat(titles(api)).containsExactly("B", "C", "A");
  }

  @Test
  void aMoveToWhereItIsRecordsNothing(Api api) {
    api.add("A", 1);
    long b = api.add("B", 1);
    assertThat(move(api, b, 2, 2).header("Pile-Version")).isEqualTo("2");
    assertThat(move(api, b, 7, 2).header("Pile-Version")).isEqualTo("2");
  }

  @Test
  void clearingTheQueueIsOneUndoableAction(Api api) {
    api.add("A", 1);
    api.add("B", 1);
    api.post("/api/threads/", "{\"title\":\"Done\",\"format\":\"X\",\"issues_remaining\":0}");

    assertThat(api.delete("/api/queue/").expect(200).number("removed")).isEqualTo(2);
    assertThat(api.get("/api/threads/").texts("", "title")).containsExactly("Done");
    assertThat(api.delete("/api/queue/").expect(200).number("removed")).isZero();

    Answer undone = api.post("/api/undo/").expect(200);
    assertThat(undone.text("undone/0/type")).isEqualTo("clear_queue");
    assertThat(titles(api)).containsExactly("A", "B");
  }

  @Test
  void badMovesAreNamed(Api api) {
    long a = api.add("A", 1);
    api.post("/api/queue/move").invalid("body.thread_id");
    assertThat(api.post("/api/queue/move", "{\"thread_id\": %s}".formatted(a)).status())
        .isEqualTo(422);
    api.post("/api/queue/move", "{\"thread_id\": %s, \"position\": 0}".formatted(a))
        .invalid("body.position");
    api.post("/api/queue/move", "{\"thread_id\": %s, \"to\": \"middle\"}".formatted(a))
        .invalid("body.to");
    api.put("/api/queue/threads/" + a + "/position/", "{\"new_position\": 0}")
        .invalid("body.new_position");
    api.put("/api/queue/threads/" + a + "/position/", null).invalid("body.new_position");
    api.put("/api/queue/threads/987654321/position/", "{\"new_position\": 1}")
        .refused(404, "Thread 987654321 not found");
  }

  private static Answer move(Api api, long thread, int position, int expected) {
    Answer moved =
        api.put(
                "/api/queue/threads/" + thread + "/position/",
                "{\"new_position\": %s}".formatted(position))
            .expect(200);
    assertThat(moved.number("queue_position")).isEqualTo(expected);
    return moved;
  }

  private static List<String> titles(Api api) {
    return api.get("/api/queue/").expect(200).texts("threads", "title");
  }
}
