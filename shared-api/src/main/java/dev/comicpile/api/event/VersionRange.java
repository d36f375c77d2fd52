package dev.comicpile.api.event;

/** The versions {@code first} to {@code last}, both included, counted from 1. */
public record VersionRange(long first, long last) {

  public VersionRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no range of versions: " + first + " to " + last);
    }
  }
}
