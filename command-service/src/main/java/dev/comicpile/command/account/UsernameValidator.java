package dev.comicpile.command.account;

import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PlainText;
import dev.comicpile.web.Violations;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks {@link Username}. */
final class UsernameValidator implements ConstraintValidator<Username, String> {

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
