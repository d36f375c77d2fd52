package dev.comicpile.query.history;

import java.util.regex.Pattern;

/** Texts of readers inside Markdown: whatever they hold, they show as they are. */
final class Markdown {

  /** What means something anywhere in a line. */
  private static final Pattern INLINE = Pattern.compile("[\\\\`*_\\[\\]<>&~|]");

  /** What begins a heading, a list or a quotation at the start of a line. */
  private static final Pattern START = Pattern.compile("^(\\d{0,9})([#+\\-=.)])");

  /** What a heading would lose at its end. */
  private static final Pattern END = Pattern.compile("(?<=\\s)#(?=#*$)");

  /** What makes an address a link where nobody made it one: https://a.b, www.a.b, a@b. */
  private static final Pattern ADDRESS =
      Pattern.compile(":(?=\\S)|(?<=\\S)@(?=\\S)|(?<=[\\p{L}\\p{N}])\\.(?=\\p{L})");

  /** What a terminal might obey, and what turns the direction of a text around. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

  private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

  private Markdown() {}

  /** The text on one line. */
  static String text(String text) {
    String line = LINE_END.matcher(text.strip()).replaceAll(" ");
    String plain = CONTROL.matcher(line).replaceAll(" ");
    String inline =
        ADDRESS.matcher(INLINE.matcher(plain).replaceAll("\\\\$0")).replaceAll("\\\\$0");
    return END.matcher(START.matcher(inline).replaceFirst("$1\\\\$2")).replaceFirst("\\\\#");
  }
}
