package dev.comicpile.command.input;

import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Violations;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks {@link Step}. */
public final class StepValidator implements ConstraintValidator<Step, Double> {

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
