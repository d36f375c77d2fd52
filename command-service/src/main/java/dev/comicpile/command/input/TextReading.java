package dev.comicpile.command.input;

import dev.comicpile.web.PlainText;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a string, and cleans it. */
abstract sealed class TextReading extends StdScalarDeserializer<String>
    permits Line.Reading, Lines.Reading, Trimmed.Reading {

  private final UnaryOperator<String> cleaning;

  TextReading(UnaryOperator<String> cleaning) {
    super(String.class);
    this.cleaning = cleaning;
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    String text = parser.getString();
    // Left as it is, for Text to refuse: only of a file it is repaired.
    return PlainText.isBroken(text) ? text : cleaning.apply(text);
  }
}
