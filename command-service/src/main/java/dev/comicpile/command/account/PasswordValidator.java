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
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < Accounts.SHORTEST_PASSWORD) {
      return Violations.report(
          context, "must have at least " + Accounts.SHORTEST_PASSWORD + " bytes", "too_short");
    }
    if (bytes > Accounts.LONGEST_PASSWORD) {
      return Violations.report(
          context, "must have at most " + Accounts.LONGEST_PASSWORD + " bytes", "too_long");
    }
    return true;
  }
}
