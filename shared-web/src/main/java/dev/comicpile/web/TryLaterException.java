package dev.comicpile.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/** Cannot be answered now, but soon: answered 503 with {@code Retry-After}. */
public final class TryLaterException extends ProblemException {

  private static final long serialVersionUID = 1L;

  /**
   * Says when to come back.
   *
   * @param sentence one sentence for a person
   * @param pause rounded up to whole seconds, at least one
   */
  public TryLaterException(String sentence, Duration pause) {
    super(HttpStatus.SERVICE_UNAVAILABLE, sentence);
    retryAfter(pause);
  }
}
