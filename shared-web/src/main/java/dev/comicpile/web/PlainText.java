package dev.comicpile.web;

import java.text.Normalizer;

/** Texts of people as they are kept: in NFC, and without what no screen shows as it was meant. */
public final class PlainText {

  /** So many marks can stand on a letter; that is far more than any script needs. */
  private static final int MOST_MARKS = 30;

  private PlainText() {}

  /**
   * The text in NFC, with so many marks on each letter as can be read: to put a long row of them in
   * order takes Java a time that grows with its square, minutes for a megabyte.
   */
  public static String nfc(CharSequence text) {
    StringBuilder legible = new StringBuilder(text.length());
    int marks = 0;
    int c;
    for (int at = 0; at < text.length(); at += Character.charCount(c)) {
      c = Character.codePointAt(text, at);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks <= MOST_MARKS) {
        legible.appendCodePoint(c);
      }
    }
    return Normalizer.normalize(legible, Normalizer.Form.NFC);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** One line: control characters, line breaks among them, become spaces; none at the ends. */
  public static String line(String text) {
    return trim(cleaned(text, false));
  }

  /** The same, but line breaks and tabs stay, and so do spaces at the ends. */
  public static String lines(String text) {
    return cleaned(text, true);
  }

  /** A name: what nobody sees is left out, and so is white space at the ends. */
  public static String name(String text) {
    StringBuilder name = new StringBuilder();
    text.codePoints()
        .filter(c -> !isUnseen(c))
        .map(PlainText::whole)
        .forEach(name::appendCodePoint);
    return trim(nfc(name));
  }

  /** The first characters (code points), so many at most, and no space after them. */
  public static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : trim(text.substring(0, text.offsetByCodePoints(0, max)));
  }

  /** Whether it holds half of a surrogate pair, which no store can keep. */
  public static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
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
  public static boolean isInvisible(int codePoint) {
    return isSpace(codePoint) || isUnseen(codePoint);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /**
   * Whether a character leaves nothing on the page where it stands, however wide: controls and
   * format characters (zero-width ones, those that turn the direction), ends of lines and fillers.
   * Spaces do, and so do selectors of a variation: they say how the character before them looks.
   */
  public static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          c == 0x034F // combining grapheme joiner
              || c == 0x115F // fillers of Hangul
              || c == 0x1160
              || c == 0x3164
              || c == 0xFFA0
              || c == 0x17B4 // inherent vowels of Khmer
              || c == 0x17B5
              || c == 0x2800; // blank of Braille
    };
  }

  private static String cleaned(String text, boolean lines) {
    StringBuilder cleaned = new StringBuilder(text.length());
    (lines ? text : text.replace("\r\n", "\n"))
        .codePoints()
        .map(c -> isReplaced(c, lines) ? ' ' : whole(c))
        .forEach(cleaned::appendCodePoint);
    return nfc(cleaned);
  }

  /** {@link String#codePoints()} joins pairs, so that any surrogate left over is alone. */
  private static int whole(int c) {
    return Character.getType(c) == Character.SURROGATE ? 0xFFFD : c;
  }

  private static boolean isReplaced(int c, boolean lines) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> !lines || (c != '\n' && c != '\r' && c != '\t');
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> !lines;
      // they turn what follows around, titles beside it too; isolates end where they are told to
      case Character.FORMAT -> c >= 0x202A && c <= 0x202E;
      default -> false;
    };
  }
}
