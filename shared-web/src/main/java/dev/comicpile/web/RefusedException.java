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

  /** Something about the request is wrong: 400. */
  public static RefusedException badRequest(String code, String sentence) {
    return new RefusedException(HttpStatus.BAD_REQUEST, code, sentence);
  }

  /** Whoever asks may not do it: 403. */
  public static RefusedException forbidden(String code, String sentence) {
    return new RefusedException(HttpStatus.FORBIDDEN, code, sentence);
  }

  /** There is nothing of that name or number: 404. */
  public static RefusedException notFound(String code, String sentence) {
    return new RefusedException(HttpStatus.NOT_FOUND, code, sentence);
  }
}
