package dev.comicpile.domain;

import dev.comicpile.api.event.ThreadFacts;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a comic, as an example needs it: by default active with five issues, at the place
 * where it stands when comics are added in the order of their ids.
 */
public final class ExampleThread {

  private final Comic comic;
  private String title;
  private String format = "Comic";
  private int issues = 5;
  private BigDecimal orderKey;
  private @Nullable Double lastRating;
  private @Nullable Instant lastActivityAt;
  private @Nullable String reviewUrl;
  private @Nullable Instant lastReviewAt;
  private @Nullable String notes;
  private boolean isTest;

  private ExampleThread(Comic comic) {
    this.comic = comic;
    this.title = comic.title();
    this.orderKey = BigDecimal.valueOf(comic.place() - 1);
  }

  public static ExampleThread thread(Comic comic) {
    return new ExampleThread(comic);
  }

  public ExampleThread titled(String newTitle) {
    title = newTitle;
    return this;
  }

  public ExampleThread in(String newFormat) {
    format = newFormat;
    return this;
  }

  public ExampleThread with(int issuesRemaining) {
    issues = issuesRemaining;
    return this;
  }

  public ExampleThread completed() {
    return with(0);
  }

  public ExampleThread keyed(String key) {
    orderKey = new BigDecimal(key);
    return this;
  }

  public ExampleThread rated(double rating, Instant at) {
    lastRating = rating;
    lastActivityAt = at;
    return this;
  }

  public ExampleThread read(Instant at) {
    lastActivityAt = at;
    return this;
  }

  public ExampleThread reviewed(@Nullable String url, @Nullable Instant at) {
    reviewUrl = url;
    lastReviewAt = at;
    return this;
  }

  public ExampleThread noted(@Nullable String newNotes) {
    notes = newNotes;
    return this;
  }

  public ExampleThread test() {
    isTest = true;
    return this;
  }

  /** The facts; a completed thread stands nowhere. */
  public ThreadFacts facts() {
    return new ThreadFacts(
        comic.id(),
        title,
        format,
        issues,
        issues == 0 ? null : orderKey,
        lastRating,
        lastActivityAt,
        reviewUrl,
        lastReviewAt,
        notes,
        isTest,
        Scenario.EVENING);
  }
}
