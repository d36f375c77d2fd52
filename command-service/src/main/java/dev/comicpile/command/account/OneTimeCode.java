package dev.comicpile.command.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.comicpile.web.Sha256;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Codes that people copy by hand, and other random words of their kind. Who compares one compares
 * its SHA-256: with 80 random bits it needs no salt and no slow hash.
 */
public final class OneTimeCode {

  /** Letters and digits that are not taken for one another; 32 of them, so 5 bits each. */
  private static final String SYMBOLS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  /** For what programs copy: 62 of them, 40 at once are 238 bits. */
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final int LETTERS_OF_A_KEY = 40;

  private static final SecureRandom RANDOM = new SecureRandom();

  private OneTimeCode() {}

  /** A new one, such as {@code k7mq-x2pd-93ht-wbne}. */
  static String make() {
    return groups(GROUPS, GROUP);
  }

  /** A password that nobody has chosen: 125 random bits, easy to copy. */
  static String password() {
    return groups(5, 5);
  }

  /** Groups of symbols with hyphens between them. */
  static String groups(int groups, int symbols) {
    return IntStream.range(0, groups)
        .mapToObj(i -> symbols(symbols))
        .collect(Collectors.joining("-"));
  }

  /** So many random symbols, of 5 bits each. */
  static String symbols(int count) {
    return of(SYMBOLS, count);
  }

  /** The random part of a key for programs. */
  public static String letters() {
    return of(LETTERS, LETTERS_OF_A_KEY);
  }

  private static String of(String alphabet, int count) {
    return RANDOM
        .ints(count, 0, alphabet.length())
        .mapToObj(i -> alphabet.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** What a code is stored as; upper case, hyphens and spaces make no difference. */
  static byte[] hash(String code) {
    StringBuilder symbols = new StringBuilder();
    // each by itself: however long a text is that is no code, it takes no longer than to read it
    code.codePoints()
        .map(Character::toLowerCase)
        .filter(Character::isLetterOrDigit)
        .forEach(symbols::appendCodePoint);
    return Sha256.digest().digest(symbols.toString().getBytes(UTF_8));
  }
}
