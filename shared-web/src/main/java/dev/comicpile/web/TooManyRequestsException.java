package dev.comicpile.web;

import java.time.Duration;

/** A client asks more often than it may: answered 429 with {@code Retry-After}. */
public final class TooManyRequestsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  /** Asks too often. */
  public TooManyRequestsException(Duration retryAfter) {
    this("That was too many requests.", retryAfter);
  }

  /**
   * Says what there was too much of.
   *
   * @param sentence one sentence for a person
   * @param retryAfter rounded up to whole seconds, at least one
   */
  public TooManyRequestsException(String sentence, Duration retryAfter) {
    super(sentence, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When to come back. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
