package dev.comicpile.command.input;

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
    return parser.hasToken(JsonToken.VALUE_STRING)
        ? cleaning.apply(parser.getString())
        : (String) context.handleUnexpectedToken(String.class, parser);
  }
}
