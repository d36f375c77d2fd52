package dev.comicpile.command.input;

import dev.comicpile.api.WebAddress;
import dev.comicpile.web.FieldProblem;
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

/** An absolute http or https address, or an empty text. Null is valid. */
@Documented
@Constraint(validatedBy = HttpAddress.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface HttpAddress {

  /** Replaced by what exactly is wrong. */
  String message() default "must be an absolute http or https address";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** Checks it. */
  final class Validator implements ConstraintValidator<HttpAddress, CharSequence> {

    @Override
    public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
      return value == null
          || value.isEmpty()
          || WebAddress.isOne(value.toString())
          || Violations.report(
              context, "must be an absolute http or https address", FieldProblem.NOT_ALLOWED);
    }
  }
}
