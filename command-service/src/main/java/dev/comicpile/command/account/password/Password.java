package dev.comicpile.command.account.password;

import dev.comicpile.web.Secret;
import dev.comicpile.web.Violations;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A password that can be stored: 8 characters or more, and in NFC at most 72 bytes in UTF-8, as
 * BCrypt reads no more. Null is valid.
 */
@Documented
@Constraint(validatedBy = Password.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Password {

  /** Replaced by what exactly is wrong. */
  String message() default "is no password";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** Checks it. */
  final class Validator implements ConstraintValidator<Password, Secret> {

    @Override
    public boolean isValid(@Nullable Secret secret, ConstraintValidatorContext context) {
      if (secret == null) {
        return true;
      }
      String password = secret.text();
      if (password.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
        return Violations.report(
            context, "must not contain a NUL character or half a surrogate pair", "not_allowed");
      }
      String hashed = Passwords.nfc(password);
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
}
