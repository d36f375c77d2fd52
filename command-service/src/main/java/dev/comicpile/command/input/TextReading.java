package dev.comicpile.command.input;

import dev.comicpile.web.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a string as its {@link Text} says, and so cleans it. */
final class TextReading extends StdScalarDeserializer<String> {

  private final Text.As as;

  TextReading() {
    this(Text.As.LINE);
  }

  private TextReading(Text.As as) {
    super(String.class);
    this.as = as;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    Text text = property == null ? null : property.getAnnotation(Text.class);
    return text == null ? this : new TextReading(text.as());
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    String text = parser.getString();
    if (PlainText.isBroken(text)) {
      // Left as it is, for Text to refuse: only of a file it is repaired.
      return text;
    }
    return switch (as) {
      case LINE -> PlainText.line(text);
      case LINES -> PlainText.lines(text);
      case TRIMMED, ADDRESS -> PlainText.trim(text);
    };
  }
}
