package dev.comicpile.command.input;

import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PlainText;
import dev.comicpile.web.Violations;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks {@link Text}. */
public final class TextValidator implements ConstraintValidator<Text, CharSequence> {

  private int max;
  private boolean mayBeBlank;

  @Override
  public void initialize(Text text) {
    max = text.max();
    mayBeBlank = text.mayBeBlank();
  }

  @Override
  public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
    if (value == null) {
      return true;
    }
    String text = value.toString();
    if (text.indexOf('\0') >= 0) {
      return Violations.report(
          context, "must not contain a NUL character", FieldProblem.NOT_ALLOWED);
    }
    if (PlainText.isBroken(text)) {
      return Violations.report(
          context, "must not contain half of a surrogate pair", FieldProblem.NOT_ALLOWED);
    }
    if (!mayBeBlank && text.codePoints().allMatch(PlainText::isInvisible)) {
      return Violations.report(context, "must not be blank", FieldProblem.TOO_SHORT);
    }
    if (text.codePointCount(0, text.length()) > max) {
      return Violations.report(
          context, "must have at most " + max + " characters", FieldProblem.TOO_LONG);
    }
    return true;
  }
}
