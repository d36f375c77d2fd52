package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which thread is meant, unique over all readers. A reader may ask for any number; that no thread
 * has it, only the pile can say.
 */
public record ThreadId(@JsonValue long number) implements Comparable<ThreadId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ThreadId {}

  /** Threads that came earlier come first. */
  @Override
  public int compareTo(ThreadId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
