package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a thread comes as, such as Comic, Trade or Omnibus: one line of text. */
public record Format(@JsonValue String text) {

  /** In characters (code points). */
  public static final int LONGEST = 50;

  /**
   * A format.
   *
   * @throws IllegalArgumentException if it is blank or too long, begins or ends with a space, or
   *     holds control characters
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Format {
    Texts.requireLine("format", text, LONGEST);
  }

  @Override
  public String toString() {
    return text;
  }
}
