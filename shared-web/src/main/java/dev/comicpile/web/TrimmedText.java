package dev.comicpile.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a string without the white space around it, whatever kind of space that is. */
public class TrimmedText extends StdScalarDeserializer<String> {

  public TrimmedText() {
    super(String.class);
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    String text = read(parser, context);
    return text == null ? null : trim(text);
  }

  /** The string as it stands there. */
  static @Nullable String read(JsonParser parser, DeserializationContext context) {
    return parser.hasToken(JsonToken.VALUE_STRING)
        ? parser.getString()
        : (String) context.handleUnexpectedToken(String.class, parser);
  }

  /** The text without white space at its ends, no-break spaces included. */
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && isSpace(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** Whether a character leaves nothing on the page: spaces, controls, zero-width characters. */
  static boolean isInvisible(int codePoint) {
    return isSpace(codePoint) || PlainText.isUnseen(codePoint);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
