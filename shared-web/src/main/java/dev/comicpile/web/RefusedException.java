package dev.comicpile.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A refusal that programs tell from others of its status by a code. */
public final class RefusedException extends ResponseStatusException {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses.
   *
   * @param code in words like {@code last_admin}
   * @param sentence one sentence for a person
   */
  public RefusedException(HttpStatus status, String code, String sentence) {
    super(status, sentence);
    getBody().setProperty(ProblemException.CODE, code);
  }
}
