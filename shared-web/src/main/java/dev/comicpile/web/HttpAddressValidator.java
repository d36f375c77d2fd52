package dev.comicpile.web;

import dev.comicpile.api.WebAddress;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks {@link HttpAddress}. */
final class HttpAddressValidator implements ConstraintValidator<HttpAddress, CharSequence> {

  @Override
  public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
    if (value == null || value.isEmpty() || WebAddress.isOne(value.toString())) {
      return true;
    }
    return Violations.report(
        context, "must be an absolute http or https address", FieldProblem.NOT_ALLOWED);
  }
}
