package dev.comicpile.web;

import java.time.Duration;

/** A client asks more often than it may: answered 429 with {@code Retry-After}. */
public final class TooManyRequestsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  /** Says when to come back. */
  public TooManyRequestsException(Duration retryAfter) {
    super("try again in " + retryAfter, null, false, false);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
