package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which session is meant, unique over all readers. A reader may ask for any number; that no session
 * has it, only the pile can say.
 */
public record SessionId(@JsonValue long number) implements Comparable<SessionId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionId {}

  /** Sessions that came earlier come first. */
  @Override
  public int compareTo(SessionId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
