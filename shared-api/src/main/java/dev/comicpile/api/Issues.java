package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A number of issues: 0 or more. */
public record Issues(@JsonValue int count) {

  /**
   * So many issues.
   *
   * @throws IllegalArgumentException if they are fewer than none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Issues {
    if (count < 0) {
      throw new IllegalArgumentException("there are no " + count + " issues");
    }
  }

  /**
   * Refuses none, where something is done with them.
   *
   * @throws IllegalArgumentException if there are none
   */
  public void requireSome() {
    if (count == 0) {
      throw new IllegalArgumentException("at least one issue is needed");
    }
  }

  @Override
  public String toString() {
    return Integer.toString(count);
  }
}
