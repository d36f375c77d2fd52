package dev.comicpile.command.input;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A number from {@code min} to {@code max} in steps of {@code step} from {@code min}. Null is
 * valid.
 */
@Documented
@Constraint(validatedBy = StepValidator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Step {

  /** The smallest value. */
  double min();

  /** The largest value. */
  double max();

  /** The distance between two values; a power of two, so that doubles hold it exactly. */
  double step();

  /** Replaced by what exactly is wrong. */
  String message() default "is off the step";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};
}
