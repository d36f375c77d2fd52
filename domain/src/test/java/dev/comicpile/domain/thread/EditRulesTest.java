package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.changeFormat;
import static dev.comicpile.domain.Commands.editEverything;
import static dev.comicpile.domain.Commands.markAsTest;
import static dev.comicpile.domain.Commands.note;
import static dev.comicpile.domain.Commands.retitle;
import static dev.comicpile.domain.Commands.review;
import static dev.comicpile.domain.Commands.setIssues;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.Events.rolled;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.Events.snoozed;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.PileReply.ThreadReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EditRulesTest {

  private static final String URL = "https://example.org/saga";

  @Test
  void onlyWhatIsGivenChangesAndIsNamed() {
    given(added(SAGA, 5))
        .when(retitle(SAGA, "Saga Vol. 1"))
        .then(edited(thread(SAGA).titled("Saga Vol. 1"), 1, "title"))
        .as(ActionType.EDIT);
  }

  @Test
  void everythingCanChangeAtOnce() {
    given(added(SAGA, 5))
        .when(editEverything(SAGA, "Saga!", "Trade", 7, "good", URL))
        .then(
            edited(
                thread(SAGA)
                    .titled("Saga!")
                    .in("Trade")
                    .with(7)
                    .noted("good")
                    .test()
                    .reviewed(URL, EVENING),
                1,
                "title",
                "format",
                "issues_remaining",
                "notes",
                "is_test",
                "review_url"));
  }

  @Test
  void theFormatChangesAlone() {
    given(added(SAGA, 5))
        .when(changeFormat(SAGA, "Omnibus"))
        .then(edited(thread(SAGA).in("Omnibus"), 1, "format"));
  }

  @Test
  void theThreadKeepsItsPlace() {
    given(added(SAGA, 5), added(BONE, 5), added(MAUS, 5))
        .when(setIssues(BONE, 9))
        .then(edited(thread(BONE).with(9), 2, "issues_remaining"))
        .queued(SAGA, BONE, MAUS);
  }

  @Test
  void noIssuesCompleteTheThread() {
    given(added(SAGA, 5), added(BONE, 5))
        .when(setIssues(SAGA, 0))
        .then(edited(thread(SAGA).completed(), 0, "issues_remaining"))
        .queued(BONE);
  }

  @Test
  void aThreadThatIsCompletedIsNeitherPendingNorSnoozed() {
    given(
            added(SAGA, 5),
            added(BONE, 5),
            sessionStarted(Die.D6),
            rolled(BONE),
            snoozed(BONE, Die.D6, Die.D8),
            rolled(SAGA))
        .having(setIssues(SAGA, 0))
        .when(setIssues(BONE, 0))
        .session(
            session -> {
              assertThat(session.pending()).isFalse();
              assertThat(session.snoozed()).isEmpty();
            });
  }

  @Test
  void issuesForACompletedThreadMakeItActiveAtTheBack() {
    given(added(SAGA, 0), added(BONE, 5))
        .when(setIssues(SAGA, 2))
        .then(edited(thread(SAGA).with(2).keyed("2"), 2, "issues_remaining"))
        .queued(BONE, SAGA);
  }

  @Test
  void otherFieldsOfACompletedThreadLeaveItCompleted() {
    given(added(SAGA, 0), added(BONE, 5))
        .when(retitle(SAGA, "Saga, read"))
        .then(edited(thread(SAGA).completed().titled("Saga, read"), 0, "title"))
        .queued(BONE);
  }

  @Test
  void aReviewCountsFromNow() {
    Duration anHour = Duration.ofHours(1);
    given(added(SAGA, 5))
        .later(anHour)
        .when(review(SAGA, URL))
        .then(edited(thread(SAGA).reviewed(URL, EVENING.plus(anHour)), 1, "review_url"));
  }

  @Test
  void aReviewThatStaysKeepsItsTime() {
    given(added(thread(SAGA).reviewed(URL, EVENING), 1))
        .later(Duration.ofHours(1))
        .when(retitle(SAGA, "Saga!"))
        .then(edited(thread(SAGA).titled("Saga!").reviewed(URL, EVENING), 1, "title"));
  }

  @Test
  void anEmptyReviewAddressRemovesTheReviewAndItsTime() {
    given(added(thread(SAGA).reviewed(URL, EVENING), 1))
        .when(review(SAGA, ""))
        .then(edited(thread(SAGA), 1, "review_url"));
  }

  @Test
  void emptyNotesRemoveThem() {
    given(added(thread(SAGA).noted("old"), 1))
        .when(note(SAGA, ""))
        .then(edited(thread(SAGA), 1, "notes"));
  }

  @Test
  void aThreadCanBecomeATestAndCeaseToBeOne() {
    given(added(SAGA, 5))
        .having(markAsTest(SAGA, true))
        .when(markAsTest(SAGA, false))
        .then(edited(thread(SAGA), 1, "is_test"));
  }

  @Test
  void aTestStaysOneWhereNothingIsSaidOfIt() {
    given(added(thread(SAGA).test(), 1))
        .when(note(SAGA, "still one"))
        .then(edited(thread(SAGA).test().noted("still one"), 1, "notes"));
  }

  @Test
  void theSameValuesAreNoAction() {
    given(added(thread(SAGA).noted("good").test().reviewed(URL, EVENING), 1))
        .later(Duration.ofHours(1))
        .when(editEverything(SAGA, "Saga", "Comic", 5, "good", URL))
        .thenNothing()
        .answering(
            ThreadReply.class, reply -> assertThat(reply.thread().title()).isEqualTo("Saga"));
  }

  @Test
  void aThreadOfNoPileIsNotFound() {
    given(added(SAGA, 5)).when(retitle(ASTERIX, "mine")).refused(new ThreadNotFound(ASTERIX.id()));
  }
}
