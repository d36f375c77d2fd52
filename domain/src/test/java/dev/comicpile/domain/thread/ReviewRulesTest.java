package dev.comicpile.domain.thread;

import static dev.comicpile.domain.Comic.ASTERIX;
import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.HELLBOY;
import static dev.comicpile.domain.Comic.SAGA;
import static dev.comicpile.domain.Commands.importReviews;
import static dev.comicpile.domain.Commands.reviewOf;
import static dev.comicpile.domain.Events.added;
import static dev.comicpile.domain.Events.edited;
import static dev.comicpile.domain.ExampleThread.thread;
import static dev.comicpile.domain.Scenario.EVENING;
import static dev.comicpile.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReviewRulesTest {

  private static final String URL = "https://example.org/saga";
  private static final Instant THEN = Instant.parse("2026-02-01T10:00:00Z");

  @Test
  void aReviewSaysWhereAndWhen() {
    given(added(SAGA, 5), added(BONE, 5))
        .when(importReviews(reviewOf(BONE, URL, THEN)))
        .then(edited(thread(BONE).reviewed(URL, THEN), 2, "review_url", "last_review_at"))
        .as(ActionType.EDIT)
        .answering(
            ReviewsReply.class,
            reply -> {
              assertThat(reply.imported()).isEqualTo(1);
              assertThat(reply.unknownThreads()).isEmpty();
            });
  }

  @Test
  void anotherTimeOfTheSameReviewIsTheOnlyChange() {
    given(added(thread(SAGA).reviewed(URL, EVENING), 1))
        .when(importReviews(reviewOf(SAGA, URL, THEN)))
        .then(edited(thread(SAGA).reviewed(URL, THEN), 1, "last_review_at"));
  }

  @Test
  void allOfThemAreOneAction() {
    given(added(SAGA, 5), added(BONE, 5))
        .when(importReviews(reviewOf(SAGA, URL, THEN), reviewOf(BONE, URL, THEN)))
        .then(
            edited(thread(SAGA).reviewed(URL, THEN), 1, "review_url", "last_review_at"),
            edited(thread(BONE).reviewed(URL, THEN), 2, "review_url", "last_review_at"));
  }

  @Test
  void ofTwoReviewsOfOneThreadTheLaterCounts() {
    given(added(SAGA, 5))
        .when(
            importReviews(
                reviewOf(SAGA, "https://example.org/1", EVENING), reviewOf(SAGA, URL, THEN)))
        .then(edited(thread(SAGA).reviewed(URL, THEN), 1, "review_url", "last_review_at"))
        .answering(ReviewsReply.class, reply -> assertThat(reply.imported()).isEqualTo(2));
  }

  @Test
  void aReviewThatIsKnownIsNoAction() {
    given(added(thread(SAGA).reviewed(URL, THEN), 1))
        .when(importReviews(reviewOf(SAGA, URL, THEN)))
        .thenNothing();
  }

  @Test
  void threadsOfNoPileAreLeftOutAndNamed() {
    given(added(SAGA, 5))
        .when(
            importReviews(
                reviewOf(ASTERIX, URL, THEN),
                reviewOf(HELLBOY, URL, THEN),
                reviewOf(ASTERIX, URL, EVENING)))
        .thenNothing()
        .answering(
            ReviewsReply.class,
            reply -> {
              assertThat(reply.imported()).isZero();
              assertThat(reply.unknownThreads()).containsExactly(HELLBOY.id(), ASTERIX.id());
            });
  }
}
