package dev.comicpile.command.account;

import java.security.SecureRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An admin whom nobody has chosen a name and a password for.
 *
 * @param username {@code admin}, or with something behind it where that is taken
 * @param password 125 random bits, easy to copy; only its hash is kept
 */
public record GeneratedAdmin(String username, String password) {

  private static final String NAME = "admin";

  /** Letters and digits that are not taken for one another; 32 of them, so 5 bits each. */
  private static final String SYMBOLS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int GROUP = 5;
  private static final int GROUPS = 5;

  private static final SecureRandom RANDOM = new SecureRandom();

  static GeneratedAdmin named(Predicate<String> taken) {
    String name = NAME;
    while (taken.test(name)) {
      name = NAME + "-" + symbols(4);
    }
    return new GeneratedAdmin(
        name,
        IntStream.range(0, GROUPS).mapToObj(i -> symbols(GROUP)).collect(Collectors.joining("-")));
  }

  private static String symbols(int count) {
    return RANDOM
        .ints(count, 0, SYMBOLS.length())
        .mapToObj(i -> SYMBOLS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return "GeneratedAdmin"; // a password does not belong in a log
  }
}
