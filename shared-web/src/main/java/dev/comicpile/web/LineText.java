package dev.comicpile.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;

/** Reads a string by {@link PlainText#line}. */
final class LineText extends TrimmedText {

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    String text = read(parser, context);
    return text == null ? null : PlainText.line(text);
  }
}
