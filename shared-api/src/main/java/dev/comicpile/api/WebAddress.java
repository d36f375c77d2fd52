package dev.comicpile.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that a page may link to: absolute ones of the web, and so no scripts. */
public final class WebAddress {

  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "https?://(\\[[0-9a-f:.]+\\]|[^\\s\\p{Cntrl}/?#@:\\[\\]]+)(:[0-9]+)?([/?#][^\\s\\p{Cntrl}]*)?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private WebAddress() {}

  /** Whether a text is an absolute http or https address. */
  public static boolean isOne(String text) {
    return ABSOLUTE.matcher(text).matches();
  }

  /** The text where it is such an address, else null. */
  public static @Nullable String orNull(@Nullable String text) {
    return text != null && isOne(text) ? text : null;
  }
}
