package dev.comicpile.portability.format;

import java.text.Normalizer;

/**
 * Texts of files, which may hold what no client can send: half of a surrogate pair. Beyond that
 * they are kept as those of clients are, by {@link dev.comicpile.web.PlainText}.
 */
public final class PlainText {

  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /** One line, as a title is. */
  public static String line(String text) {
    return dev.comicpile.web.PlainText.line(whole(text));
  }

  /** Any number of lines, as notes are. */
  public static String lines(String text) {
    return dev.comicpile.web.PlainText.lines(whole(text));
  }

  /** A name: what nobody sees is left out. */
  public static String name(String text) {
    StringBuilder name = new StringBuilder();
    whole(text)
        .codePoints()
        .filter(c -> !dev.comicpile.web.PlainText.isUnseen(c))
        .forEach(name::appendCodePoint);
    return dev.comicpile.web.PlainText.trim(Normalizer.normalize(name, Normalizer.Form.NFC));
  }

  /** The first characters (code points), so many at most, and no space after them. */
  public static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : dev.comicpile.web.PlainText.trim(text.substring(0, text.offsetByCodePoints(0, max)));
  }

  /** Whether it holds half of a surrogate pair, which no store can keep. */
  static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> whole(c) != c);
  }

  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().map(PlainText::whole).forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /** {@link String#codePoints()} joins pairs, so that any surrogate left over is alone. */
  private static int whole(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c;
  }
}
