package dev.comicpile.query.view;

/** An event cannot be read, or a view cannot take it. */
final class Unapplicable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long version;

  Unapplicable(long version, RuntimeException cause) {
    super(cause);
    this.version = version;
  }

  /** The version of the event. */
  long version() {
    return version;
  }

  /** Why, for the operator. PostgreSQL takes no NUL, which it may quote. */
  String words() {
    return String.valueOf(getCause()).replace('\0', ' ');
  }
}
