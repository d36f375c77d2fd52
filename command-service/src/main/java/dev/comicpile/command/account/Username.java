package dev.comicpile.command.account;

import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PlainText;
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
import org.jspecify.annotations.Nullable;

/**
 * A name or an address that somebody is known by: without characters that cannot be seen, so that
 * no two differ by them alone. Null is valid.
 */
@Documented
@Constraint(validatedBy = Username.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface Username {

  /** Replaced by what exactly is wrong. */
  String message() default "is no name";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** Checks it. */
  final class Validator implements ConstraintValidator<Username, String> {

    @Override
    public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
      return name == null
          || name.indexOf('\0') >= 0 // told by others
          || name.codePoints().noneMatch(PlainText::isUnseen)
          || Violations.report(
              context,
              "must not contain characters that cannot be seen, such as line breaks or zero-width"
                  + " spaces",
              FieldProblem.NOT_ALLOWED);
    }
  }
}
