package dev.comicpile.command.account.password;

import dev.comicpile.web.Violations;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
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
    String hashed = Normalizer.normalize(password, Normalizer.Form.NFC);
    if (hashed.codePointCount(0, hashed.length()) < Passwords.SHORTEST) {
      return Violations.report(
          context, "must have at least " + Passwords.SHORTEST + " characters", "too_short");
    }
    if (hashed.getBytes(StandardCharsets.UTF_8).length > Passwords.LONGEST) {
      return Violations.report(
          context,
          "must have at most "
              + Passwords.LONGEST
              + " letters, or fewer where they are not of the Latin alphabet",
          "too_long");
    }
    return true;
  }
}
