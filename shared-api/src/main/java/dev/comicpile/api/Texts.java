package dev.comicpile.api;

/** What texts of readers must be. */
final class Texts {

  private Texts() {}

  /** At most so many characters (code points). */
  static void requireLength(String what, String text, int longest) {
    if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
      throw new IllegalArgumentException(what + " of more than " + longest + " characters");
    }
  }

  /** One line, not blank, with nothing around it. */
  static void requireLine(String what, String text, int longest) {
    requireLength(what, text, longest);
    if (text.isBlank() || text.strip().length() < text.length()) {
      throw new IllegalArgumentException(what + " is blank, or begins or ends with a space");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " holds control characters");
    }
  }
}
