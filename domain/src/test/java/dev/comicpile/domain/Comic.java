package dev.comicpile.domain;

/** The comics of the examples. Each is a thread, and the ids are given in the order of the list. */
public enum Comic {
  SAGA("Saga"),
  BONE("Bone"),
  MAUS("Maus"),
  WATCHMEN("Watchmen"),
  HELLBOY("Hellboy"),
  AKIRA("Akira"),
  SANDMAN("Sandman"),
  ASTERIX("Asterix");

  private final String title;

  Comic(String title) {
    this.title = title;
  }

  /** The id of its thread, counted from 1. */
  public long id() {
    return ordinal() + 1L;
  }

  /** The title of its thread. */
  public String title() {
    return title;
  }
}
