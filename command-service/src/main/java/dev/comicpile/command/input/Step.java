package dev.comicpile.command.input;

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

/**
 * A number from {@code min} to {@code max} in steps of {@code step} from {@code min}. Null is
 * valid.
 */
@Documented
@Constraint(validatedBy = Step.Validator.class)
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

  /** Checks it. */
  final class Validator implements ConstraintValidator<Step, Double> {

    private double min;
    private double max;
    private double step;

    @Override
    public void initialize(Step constraint) {
      min = constraint.min();
      max = constraint.max();
      step = constraint.step();
    }

    @Override
    public boolean isValid(@Nullable Double value, ConstraintValidatorContext context) {
      if (value == null) {
        return true;
      }
      String wanted = "must be " + min + " to " + max + " in steps of " + step;
      if (value.isNaN()) {
        return Violations.report(context, wanted, FieldProblem.NOT_ALLOWED);
      }
      if (value < min) {
        return Violations.report(context, wanted, FieldProblem.TOO_SMALL);
      }
      if (value > max) {
        return Violations.report(context, wanted, FieldProblem.TOO_LARGE);
      }
      if ((value - min) % step != 0) {
        return Violations.report(context, wanted, FieldProblem.OFF_STEP);
      }
      return true;
    }
  }
}
