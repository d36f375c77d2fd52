package dev.comicpile.web;

import java.time.Duration;

/** Cannot be answered now, but soon: answered 503 with {@code Retry-After}. */
public final class TryLaterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  /**
   * Says when to come back.
   *
   * @param sentence one sentence for a person
   * @param retryAfter rounded up to whole seconds, at least one
   */
  public TryLaterException(String sentence, Duration retryAfter) {
    super(sentence, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When to come back. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
