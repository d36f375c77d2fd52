package dev.comicpile.command.account;

import java.util.function.Predicate;

/**
 * An admin whom nobody has chosen a name and a password for.
 *
 * @param username {@code admin}, or with something behind it where that is taken
 * @param password 125 random bits, easy to copy; only its hash is kept
 */
public record GeneratedAdmin(String username, String password) {

  private static final String NAME = "admin";

  static GeneratedAdmin named(Predicate<String> taken) {
    String name = NAME;
    while (taken.test(name)) {
      name = NAME + "-" + OneTimeCode.symbols(4);
    }
    return new GeneratedAdmin(name, OneTimeCode.password());
  }

  @Override
  public String toString() {
    return "GeneratedAdmin"; // a password does not belong in a log
  }
}
