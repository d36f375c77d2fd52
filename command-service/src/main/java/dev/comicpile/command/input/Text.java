package dev.comicpile.command.input;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text for people: at most {@code max} characters (code points), and none that could not be
 * stored or shown: no NUL, no half of a surrogate pair. Null is valid.
 */
@Documented
@Constraint(validatedBy = TextValidator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {

  /** The most characters, counted in code points. */
  int max();

  /** Whether it may be empty or hold nothing that can be seen. */
  boolean mayBeBlank() default false;

  /** Replaced by what exactly is wrong. */
  String message() default "is no text";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};
}
