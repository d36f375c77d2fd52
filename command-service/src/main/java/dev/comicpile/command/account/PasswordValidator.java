package dev.comicpile.command.account;

import dev.comicpile.web.Violations;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks {@link Password}. */
final class PasswordValidator implements ConstraintValidator<Password, String> {

  @Override
  public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
    if (password == null) {
      return true;
    }
    if (password.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
      return Violations.report(
          context, "must not contain a NUL character or half a surrogate pair", "not_allowed");
    }
    if (password.codePointCount(0, password.length()) < Accounts.SHORTEST_PASSWORD) {
      return Violations.report(
          context, "must have at least " + Accounts.SHORTEST_PASSWORD + " characters", "too_short");
    }
    // What is hashed are bytes, of which a letter with an accent has two.
    if (password.getBytes(StandardCharsets.UTF_8).length > Accounts.LONGEST_PASSWORD) {
      return Violations.report(
          context,
          "is too long: " + Accounts.LONGEST_PASSWORD + " letters and digits are the most",
          "too_long");
    }
    return true;
  }
}
