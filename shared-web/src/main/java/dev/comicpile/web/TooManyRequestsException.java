package dev.comicpile.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/** A client asks more often than it may: answered 429 with {@code Retry-After}. */
public final class TooManyRequestsException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private final transient Duration pause;

  /** Asks too often. */
  public TooManyRequestsException(Duration pause) {
    this("That was too many requests.", pause);
  }

  /**
   * Says what there was too much of.
   *
   * @param sentence one sentence for a person
   * @param pause rounded up to whole seconds, at least one
   */
  public TooManyRequestsException(String sentence, Duration pause) {
    super(HttpStatus.TOO_MANY_REQUESTS, sentence);
    this.pause = pause;
    long seconds = retryAfter(pause);
    getBody()
        .setDetail(
            sentence
                + " Please try again in "
                + (seconds == 1 ? "a second." : seconds + " seconds."));
  }

  /** When to come back. */
  public Duration retryAfter() {
    return pause;
  }
}
