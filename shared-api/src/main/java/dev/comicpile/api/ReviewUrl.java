package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread was reviewed: an {@linkplain WebAddress address of the web}. An empty one is none.
 */
public record ReviewUrl(@JsonValue String text) {

  /** In characters (code points). */
  public static final int LONGEST = 2_000;

  /**
   * An address, or an empty text.
   *
   * @throws IllegalArgumentException if it is no absolute http or https address, or too long
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ReviewUrl {
    if (!text.isEmpty() && !WebAddress.isOne(text)) {
      throw new IllegalArgumentException("no absolute http or https address: " + text);
    }
    Texts.requireLength("review address", text, LONGEST);
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
