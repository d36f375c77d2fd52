package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** What a reader notes about a thread: any lines of text. Empty ones are none. */
public record Notes(@JsonValue String text) {

  /** In characters (code points). */
  public static final int LONGEST = 10_000;

  /**
   * Notes.
   *
   * @throws IllegalArgumentException if they are too long
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Notes {
    Texts.requireLength("notes", text, LONGEST);
  }

  /** The text; null where there is none. */
  public @Nullable String orNull() {
    return text.isEmpty() ? null : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
