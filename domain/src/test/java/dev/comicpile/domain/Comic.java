package dev.comicpile.domain;

import dev.comicpile.api.ThreadId;

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
  public ThreadId id() {
    return new ThreadId(place());
  }

  /** Its place in the list, counted from 1: where it is queued when all are added in this order. */
  public int place() {
    return ordinal() + 1;
  }

  /** The title of its thread. */
  public String title() {
    return title;
  }
}
