package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.HELLBOY;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Comic.WATCHMEN;
import static dev.comicpile.domain.Commands.importThreads;
import static dev.comicpile.domain.Commands.moveToFront;
import static dev.comicpile.domain.Commands.replaceThreads;
import static dev.comicpile.domain.Commands.row;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.cleared;
import static dev.comicpile.domain.Events.deleted;
import static dev.comicpile.domain.Events.imported;
import static dev.comicpile.domain.Events.sessionEnded;
import static dev.comicpile.domain.Events.sessionStarted;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.view.PileReply.CountReply;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImportRulesTest {
  @Nested
  class Import {

    @Test
    void eachRowGoesToTheFrontSoThatTheLastEndsFirst() {
      given(added(SAGA, 5))
          .when(importThreads(row(BONE, 2), row(MAUS, 3)))
          .then(imported(thread(BONE).with(2).keyed("-1"), thread(MAUS).with(3).keyed("-2")))
          .as(ActionType.IMPORT)
          .queued(MAUS, BONE, SAGA)
          .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(2));
    }

    @Test
    void aRowWithNothingToReadIsACompletedThread() {
      given()
          .when(importThreads(row(SAGA, 1), row(BONE, 0), row(MAUS, 1)))
          .then(
              imported(
                  thread(SAGA).with(1).keyed("0"),
                  thread(BONE).completed(),
                  thread(MAUS).with(1).keyed("-1")))
          .queued(MAUS, SAGA);
    }

    @Test
    void fiveHundredRowsAreOneEventAndWhatIsMoreIsAnother() {
      ImportThreads.Row[] rows =
          Collections.nCopies(ImportRules.IMPORTED_PER_EVENT + 1, row(SAGA, 1))
              .toArray(ImportThreads.Row[]::new);
      assertThat(given().when(importThreads(rows)).as(ActionType.IMPORT).events())
          .extracting(event -> ((ThreadsImported) event).threads().size())
          .containsExactly(ImportRules.IMPORTED_PER_EVENT, 1);
    }

    @Test
    void theLastOfThemAllEndsFirst() {
      ImportThreads.Row[] rows =
          Collections.nCopies(ImportRules.IMPORTED_PER_EVENT + 1, row(SAGA, 1))
              .toArray(ImportThreads.Row[]::new);
      assertThat(given().when(importThreads(rows)).contents().queue().threadIds())
          .startsWith(new ThreadId(ImportRules.IMPORTED_PER_EVENT + 1))
          .endsWith(new ThreadId(1));
    }

    @Test
    void nothingToImportIsNoAction() {
      given()
          .when(importThreads())
          .thenNothing()
          .answering(CountReply.class, reply -> assertThat(reply.count()).isZero());
    }
  }

  /** Other threads take the place of all there are, as a demonstration is reset. */
  @Nested
  class Replace {

    @Test
    void theSessionEndsAndEveryThreadGoesBeforeTheOthersCome() {
      given(added(SAGA, 5), added(BONE, 0), added(MAUS, 2), sessionStarted(Die.D6))
          .when(replaceThreads(row(WATCHMEN, 1), row(HELLBOY, 0)))
          .then(
              sessionEnded(SessionEnded.Reason.READER, EVENING),
              cleared(SAGA, MAUS),
              deleted(BONE, 0),
              imported(thread(WATCHMEN).with(1).keyed("0"), thread(HELLBOY).completed()))
          .as(ActionType.IMPORT)
          .queued(WATCHMEN)
          .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(2));
    }

    @Test
    void inAnEmptyPileItIsAnImport() {
      given().when(replaceThreads(row(SAGA, 1))).then(imported(thread(SAGA).with(1)));
    }

    @Test
    void whereThePileHoldsJustThoseItIsNoAction() {
      given()
          .having(importThreads(row(SAGA, 1), row(BONE, 0), row(MAUS, 2)))
          .when(replaceThreads(row(SAGA, 1), row(BONE, 0), row(MAUS, 2)))
          .thenNothing()
          .answering(CountReply.class, reply -> assertThat(reply.count()).isEqualTo(3));
    }

    @Test
    void aSessionAloneIsReasonEnough() {
      given(imported(thread(SAGA).with(1)), sessionStarted(Die.D6))
          .when(replaceThreads(row(SAGA, 1)))
          .then(
              sessionEnded(SessionEnded.Reason.READER, EVENING),
              cleared(SAGA),
              imported(thread(BONE).titled("Saga").with(1).keyed("0")));
    }

    @Test
    void aSessionThatIsOverIsNone() {
      given(imported(thread(SAGA).with(1)), sessionStarted(Die.D6))
          .later(Duration.ofHours(7))
          .when(replaceThreads(row(SAGA, 1)))
          .thenNothing();
    }

    @Test
    void anotherOrderIsReasonEnough() {
      assertThat(
              given()
                  .having(importThreads(row(SAGA, 1), row(BONE, 1)))
                  .having(moveToFront(SAGA))
                  .when(replaceThreads(row(SAGA, 1), row(BONE, 1)))
                  .events())
          .hasSize(2);
    }

    @Test
    void anotherNumberOfThreadsIsReasonEnough() {
      given(imported(thread(SAGA).with(1))).when(replaceThreads()).then(cleared(SAGA)).queued();
    }

    @Test
    void aThreadThatWasTouchedIsReasonEnough() {
      given(imported(thread(SAGA).with(1).noted("mine")))
          .when(replaceThreads(row(SAGA, 1)))
          .then(cleared(SAGA), imported(thread(BONE).titled("Saga").with(1).keyed("0")));
    }
  }
}
