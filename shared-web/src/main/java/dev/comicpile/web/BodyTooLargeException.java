package dev.comicpile.web;

import org.springframework.util.unit.DataSize;

/** A request body is larger than what its path takes: answered 413. */
final class BodyTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient DataSize limit;

  BodyTooLargeException(DataSize limit) {
    super("more than " + limit, null, false, false);
    this.limit = limit;
  }

  DataSize limit() {
    return limit;
  }
}
