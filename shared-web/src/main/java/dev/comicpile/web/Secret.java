package dev.comicpile.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text that opens something: a password, a token, a key or a code. JSON has it as it is; a log,
 * where it stands in anything that is written there, does not.
 */
public record Secret(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {}

  @Override
  public String toString() {
    return "Secret";
  }
}
