package dev.comicpile.domain.dice;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.markRead;
import static dev.comicpile.domain.Commands.rate;
import static dev.comicpile.domain.Commands.rateAndFinish;
import static dev.comicpile.domain.Events.TONIGHT;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.dieSet;
import static dev.comicpile.domain.Events.over;
import static dev.comicpile.domain.Events.rated;
import static dev.comicpile.domain.Events.read;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.problem.PileProblem.NoActiveSession;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.api.problem.PileProblem.TooManyIssuesRead;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.domain.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingRulesTest {

  /** Saga, Bone and Maus with five issues each, and Bone is pending on a d6. */
  private static Scenario bonePending() {
    return given(
        added(SAGA, 5),
        added(BONE, 5),
        added(MAUS, 5),
        sessionStarted(Die.D6),
        rolled(BONE, Die.D6, over(SAGA, BONE, MAUS), 2));
  }

  @Nested
  class Rating {

    @Test
    void aGoodRatingStepsTheDieDownAndMovesTheThreadToTheFront() {
      bonePending()
          .when(rate(4.5))
          .then(rated(BONE, 4.5, 4, Die.D6, Die.D4, QueueEnd.FRONT, "-1"))
          .as(ActionType.RATE)
          .queued(BONE, SAGA, MAUS);
    }

    @Test
    void anyOtherRatingStepsTheDieUpAndMovesTheThreadToTheBack() {
      bonePending()
          .when(rate(3.5))
          .then(rated(BONE, 3.5, 4, Die.D6, Die.D8, QueueEnd.BACK, "3"))
          .queued(SAGA, MAUS, BONE);
    }

    @Test
    void aRatingAtTheThresholdIsAGoodOne() {
      bonePending().when(rate(4.0)).then(rated(BONE, 4.0, 4, Die.D6, Die.D4, QueueEnd.FRONT, "-1"));
    }

    @Test
    void theThresholdIsConfigured() {
      bonePending()
          .under(new PileRules(Duration.ofHours(6), Die.D6, 3.0))
          .when(rate(3.0))
          .then(rated(BONE, 3.0, 4, Die.D6, Die.D4, QueueEnd.FRONT, "-1"));
    }

    @ParameterizedTest
    @CsvSource({
      "D4, 5.0, D4", "D6, 5.0, D4", "D8, 5.0, D6", "D10, 5.0, D8", "D12, 5.0, D10", "D20, 5.0, D12",
      "D4, 0.5, D6", "D6, 0.5, D8", "D8, 0.5, D10", "D10, 0.5, D12", "D12, 0.5, D20",
          "D20, 0.5, D20"
    })
    void theDieStepsAlongTheLadderAndStaysAtItsEnds(Die before, double rating, Die after) {
      given(added(SAGA, 5), sessionStarted(before), rolled(SAGA))
          .when(rate(rating))
          .then(
              ThreadRated.class,
              event -> {
                assertThat(event.dieBefore()).isEqualTo(before);
                assertThat(event.dieAfter()).isEqualTo(after);
              })
          .session(
              session -> {
                assertThat(session.currentDie()).isEqualTo(after);
                assertThat(session.ladder()).containsExactly(before, after);
              });
    }

    @Test
    void itStepsFromTheManualDieWhichIsThenGone() {
      given(added(SAGA, 5), sessionStarted(Die.D6), dieSet(Die.D6, Die.D20), rolled(SAGA))
          .when(rate(4.5))
          .then(rated(SAGA, 4.5, 4, Die.D20, Die.D12, QueueEnd.FRONT, "0"))
          .session(
              session -> {
                assertThat(session.manualDie()).isNull();
                assertThat(session.ladderDie()).isEqualTo(Die.D12);
                assertThat(session.ladder()).containsExactly(Die.D6, Die.D12);
              });
    }

    @Test
    void asManyIssuesAsWereReadAreLeftOut() {
      bonePending()
          .when(rate(4.5, 3))
          .then(
              ThreadRated.class,
              event -> {
                assertThat(event.issuesRead()).isEqualTo(3);
                assertThat(event.issuesRemaining()).isEqualTo(2);
              })
          .leaving(thread(BONE).with(2).keyed("-1").rated(4.5, EVENING));
    }

    @Test
    void theLastIssueCompletesTheThreadWhichMovesNowhere() {
      given(added(SAGA, 1), added(BONE, 5), sessionStarted(Die.D6), rolled(SAGA))
          .when(rate(4.5))
          .then(rated(SAGA, 4.5, 0, Die.D6, Die.D4, null, null))
          .queued(BONE)
          .leaving(thread(SAGA).completed().rated(4.5, EVENING));
    }

    @Test
    void moreIssuesThanRemainAreRefusedAndTheirNumberIsSaid() {
      bonePending()
          .when(rate(4.5, 6))
          .refused(new TooManyIssuesRead(6, 5))
          .saying("Cannot read 6 issues: only 5 remain.");
    }

    @Test
    void itCanFinishTheSession() {
      given(added(SAGA, 5), sessionStarted(Die.D6), rolled(SAGA))
          .when(rateAndFinish(2.0))
          .then(
              rated(SAGA, 2.0, 4, Die.D6, Die.D8, QueueEnd.BACK, "0"),
              sessionEnded(SessionEnded.Reason.FINISHED_BY_RATING, EVENING))
          .as(ActionType.RATE)
          .session(TONIGHT, session -> assertThat(session.endedAt()).isEqualTo(EVENING));
    }

    @Test
    void theSameThreadIsRatedAgainOnlyIfPickedAgain() {
      bonePending().having(rate(4.5)).when(rate(4.5)).refused(new NothingPending());
    }

    @Test
    void withNothingPendingItIsRefused() {
      given(added(SAGA, 5), sessionStarted(Die.D6))
          .when(rate(4.5))
          .refused(new NothingPending())
          .saying("No active thread. Please roll the dice first.");
    }

    @Test
    void withoutASessionItIsRefused() {
      given(added(SAGA, 5))
          .when(rate(4.5))
          .refused(new NoActiveSession())
          .saying("No active session. Please roll the dice first.");
    }

    @Test
    void theAnswerIsTheThread() {
      bonePending()
          .when(rate(4.5, 2))
          .answering(
              ThreadReply.class,
              reply -> {
                assertThat(reply.thread().id()).isEqualTo(BONE.id());
                assertThat(reply.thread().issuesRemaining()).isEqualTo(3);
                assertThat(reply.thread().lastRating()).isEqualTo(4.5);
                assertThat(reply.thread().queuePosition()).isEqualTo(1);
              });
    }
  }

  @Nested
  class MarkedAsRead {

    @Test
    void readingWithoutARatingChangesNeitherTheDieNorTheOrder() {
      bonePending()
          .when(markRead(2))
          .then(read(BONE, 2, 3))
          .as(ActionType.READ)
          .queued(SAGA, BONE, MAUS)
          .leaving(thread(BONE).with(3).read(EVENING))
          .session(session -> assertThat(session.ladder()).containsExactly(Die.D6));
    }

    @Test
    void theThreadIsNoLongerPending() {
      bonePending().having(markRead(1)).when(markRead(1)).refused(new NothingPending());
    }

    @Test
    void theLastIssueCompletesTheThread() {
      bonePending()
          .when(markRead(5))
          .then(read(BONE, 5, 0))
          .queued(SAGA, MAUS)
          .leaving(thread(BONE).completed().read(EVENING));
    }

    @Test
    void moreIssuesThanRemainAreRefused() {
      given(added(SAGA, 1), sessionStarted(Die.D6), rolled(SAGA))
          .when(markRead(2))
          .refused(new TooManyIssuesRead(2, 1))
          .saying("Cannot read 2 issues: only 1 remains.");
    }

    @Test
    void withNothingPendingItIsRefused() {
      given(added(SAGA, 5), sessionStarted(Die.D6)).when(markRead(1)).refused(new NothingPending());
    }

    @Test
    void withoutASessionItIsRefused() {
      given(added(SAGA, 5)).when(markRead(1)).refused(new NoActiveSession());
    }

    @Test
    void theAnswerIsTheThread() {
      bonePending()
          .when(markRead(1))
          .answering(
              ThreadReply.class,
              reply -> {
                assertThat(reply.thread().id()).isEqualTo(BONE.id());
                assertThat(reply.thread().queuePosition()).isEqualTo(2);
                assertThat(reply.thread().lastRating()).isNull();
              });
    }
  }
}
