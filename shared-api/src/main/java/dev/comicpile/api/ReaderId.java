package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which reader is meant: the number of their account, which also names their pile and its stream.
 * Any number may be asked for; that no reader has it, only the accounts can say.
 */
public record ReaderId(@JsonValue long number) implements Comparable<ReaderId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ReaderId {}

  /**
   * A reader as tokens and the names of streams write them.
   *
   * @throws NumberFormatException if the text is no number
   */
  public static ReaderId of(String text) {
    return new ReaderId(Long.parseLong(text));
  }

  /** Readers who registered earlier come first. */
  @Override
  public int compareTo(ReaderId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
