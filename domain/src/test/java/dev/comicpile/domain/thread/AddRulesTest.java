package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.add;
import static dev.comicpile.domain.Commands.addTest;
import static dev.comicpile.domain.Commands.addWithNotes;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.view.PileReply.ThreadReply;
import org.junit.jupiter.api.Test;

class AddRulesTest {

  @Test
  void theFirstThreadIsTheWholeQueue() {
    given().when(add(SAGA, 5)).then(added(SAGA, 5)).as(ActionType.ADD).queued(SAGA);
  }

  @Test
  void aNewThreadGoesToTheBack() {
    given(added(SAGA, 5), added(BONE, 5))
        .when(add(MAUS, 3))
        .then(added(MAUS, 3))
        .queued(SAGA, BONE, MAUS);
  }

  @Test
  void oneWithNothingToReadIsCompletedAndInNoQueue() {
    given(added(SAGA, 5))
        .when(add(BONE, 0))
        .then(added(BONE, 0))
        .queued(SAGA)
        .leaving(thread(BONE).completed());
  }

  @Test
  void notesAreKept() {
    given()
        .when(addWithNotes(SAGA, "from the library"))
        .then(added(thread(SAGA).noted("from the library"), 1));
  }

  @Test
  void emptyNotesAreNone() {
    given().when(addWithNotes(SAGA, "")).then(added(SAGA, 5));
  }

  @Test
  void aThreadMayBeATest() {
    given().when(addTest(SAGA)).then(added(thread(SAGA).test(), 1));
  }

  @Test
  void theAnswerIsTheThread() {
    given(added(SAGA, 5))
        .when(add(BONE, 3))
        .answering(
            ThreadReply.class,
            reply -> {
              assertThat(reply.thread().id()).isEqualTo(BONE.id());
              assertThat(reply.thread().queuePosition()).isEqualTo(2);
              assertThat(reply.thread().status()).isEqualTo("active");
              assertThat(reply.thread().createdAt()).isEqualTo(EVENING);
            });
  }
}
