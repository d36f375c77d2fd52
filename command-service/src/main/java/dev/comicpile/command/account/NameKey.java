package dev.comicpile.command.account;

import dev.comicpile.web.PlainText;
import java.text.Normalizer;
import java.util.Locale;

/** What names are compared by, so that two that look alike to these rules are one. */
public final class NameKey {

  /** Raised with the rules; keys of another revision are made anew. */
  static final int REVISION = 2;

  /**
   * No name and no address is so long. Of what a client sends as one, no more is looked at: to fold
   * the case of a megabyte takes minutes, for the JDK copies all of it wherever it gets longer.
   */
  private static final int LONGEST = 300;

  /** Stands before a name that is compared as it is written. No other key holds it. */
  private static final char EXACT = '\u0001';

  private NameKey() {}

  /**
   * The same for all ways to write a name: without regard to case (Unicode's full folding) and form
   * (NFKC), without what cannot be seen, and with one space for any white space.
   */
  public static String of(String name) {
    return ofWhole(PlainText.cut(PlainText.trim(name), LONGEST));
  }

  /** The same of a key, which may be longer than any name. */
  static String ofWhole(String name) {
    String folded = nfkc(folded(nfkc(name)));
    StringBuilder key = new StringBuilder(folded.length());
    folded
        .codePoints()
        .filter(c -> !PlainText.isUnseen(c) && !isVariationSelector(c))
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .filter(c -> c != ' ' || (!key.isEmpty() && key.charAt(key.length() - 1) != ' '))
        .forEach(key::appendCodePoint);
    return key.toString().strip();
  }

  /** The key of an account that is known by its exact name only. */
  static String exact(String name) {
    return EXACT + PlainText.nfc(name);
  }

  /**
   * Upper case first and then lower case, each character by itself, is how Unicode's folding came
   * about: it takes sharp s to ss and makes nothing of where a sigma stands.
   */
  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> folded.append(Character.toString(c).toLowerCase(Locale.ROOT)));
    return folded.toString();
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || (c >= 0x180B && c <= 0x180F);
  }

  private static String nfkc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
