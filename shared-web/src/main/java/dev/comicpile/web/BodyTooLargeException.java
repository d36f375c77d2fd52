package dev.comicpile.web;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** A request body is larger than what its path takes: answered 413. */
public final class BodyTooLargeException extends ProblemException {

  private static final long serialVersionUID = 1L;

  /** Says how much would be taken. */
  public BodyTooLargeException(DataSize limit) {
    super(
        HttpStatus.CONTENT_TOO_LARGE,
        "The body is larger than "
            + (limit.toMegabytes() > 0 ? limit.toMegabytes() + " MiB" : limit.toBytes() + " bytes")
            + ", which is the most that is taken here.");
  }
}
