package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a thread is called: one line of text. */
public record Title(@JsonValue String text) {

  /** In characters (code points). */
  public static final int LONGEST = 200;

  /**
   * A title.
   *
   * @throws IllegalArgumentException if it is blank or too long, begins or ends with a space, or
   *     holds control characters
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Title {
    Texts.requireLine("title", text, LONGEST);
  }

  @Override
  public String toString() {
    return text;
  }
}
