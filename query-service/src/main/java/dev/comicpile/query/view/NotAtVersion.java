package dev.comicpile.query.view;

/** A view is not where it was thought to be with a reader, or another process is at it. */
final class NotAtVersion extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAtVersion(RuntimeException cause) {
    super(cause);
  }
}
