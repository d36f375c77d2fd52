package dev.comicpile.portability.format;

import dev.comicpile.web.TrimmedText;
import java.text.Normalizer;

/** Texts without what no title, format, note or name may hold. */
public final class PlainText {

  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /** One line: control characters and line breaks are spaces, and there is none at the ends. */
  public static String line(String text) {
    return TrimmedText.trim(cleaned(text, false));
  }

  /** Any number of lines: line breaks and tabs stay, and so do spaces at the ends. */
  public static String lines(String text) {
    return cleaned(text, true);
  }

  /** A name: control and format characters are left out. */
  public static String name(String text) {
    StringBuilder name = new StringBuilder();
    text.codePoints()
        .map(PlainText::whole)
        .filter(c -> !isControl(c) && Character.getType(c) != Character.FORMAT)
        .forEach(name::appendCodePoint);
    return TrimmedText.trim(Normalizer.normalize(name, Normalizer.Form.NFC));
  }

  /** The first characters (code points), so many at most, and no space after them. */
  public static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : TrimmedText.trim(text.substring(0, text.offsetByCodePoints(0, max)));
  }

  /** Whether it holds half of a surrogate pair, which no store can keep. */
  static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> whole(c) != c);
  }

  private static String cleaned(String text, boolean lines) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.replace("\r\n", lines ? "\r\n" : "\n")
        .codePoints()
        .map(PlainText::whole)
        .map(c -> isControl(c) && !(lines && isLayout(c)) ? ' ' : c)
        .forEach(cleaned::appendCodePoint);
    return Normalizer.normalize(cleaned, Normalizer.Form.NFC);
  }

  private static boolean isLayout(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  /** Control characters, and those that end a line or a paragraph. */
  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** {@link String#codePoints()} joins pairs, so that any surrogate left over is alone. */
  private static int whole(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c;
  }
}
