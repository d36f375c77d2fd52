package dev.comicpile.web;

import jakarta.validation.ConstraintValidatorContext;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Lets a constraint say what is wrong and of which {@link FieldProblem#type()} it is. */
public final class Violations {

  private Violations() {}

  /**
   * Reports a violation.
   *
   * @param message to be read after the field's name
   * @param type a word of {@link FieldProblem#type()}
   * @return false, for the validator to return
   */
  public static boolean report(ConstraintValidatorContext context, String message, String type) {
    HibernateConstraintValidatorContext hibernate =
        context.unwrap(HibernateConstraintValidatorContext.class);
    hibernate.disableDefaultConstraintViolation();
    hibernate.withDynamicPayload(new Type(type));
    hibernate.buildConstraintViolationWithTemplate(message).addConstraintViolation();
    return false;
  }

  /** The type of a violation, beside its message. */
  record Type(String word) {}
}
