package dev.comicpile.command.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import dev.comicpile.api.WebAddress;
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
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A text for people, cleaned as it is read from a request body: at most {@code max} characters
 * (code points), and none that could not be stored or shown: no NUL, no half of a surrogate pair.
 * Null is valid.
 */
@Documented
@JacksonAnnotationsInside
@JsonDeserialize(using = TextReading.class)
@Constraint(validatedBy = Text.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {

  /** The most characters, counted in code points. */
  int max();

  /** Whether it may be empty or hold nothing that can be seen. */
  boolean mayBeBlank() default false;

  /** What it is read as. */
  As as() default As.LINE;

  /** Replaced by what exactly is wrong. */
  String message() default "is no text";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};

  /** What a text is read as. */
  enum As {
    /** One line, see {@link PlainText#line}. */
    LINE,
    /** Several lines, see {@link PlainText#lines}. */
    LINES,
    /** Without the white space around it, see {@link PlainText#trim}. */
    TRIMMED,
    /** The same, which is an absolute http or https address, or empty. */
    ADDRESS
  }

  /** Checks it. */
  final class Validator implements ConstraintValidator<Text, CharSequence> {

    private int max;
    private boolean mayBeBlank;
    private boolean isAddress;

    @Override
    public void initialize(Text text) {
      max = text.max();
      mayBeBlank = text.mayBeBlank();
      isAddress = text.as() == As.ADDRESS;
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
      if (isAddress && !text.isEmpty() && !WebAddress.isOne(text)) {
        return Violations.report(
            context, "must be an absolute http or https address", FieldProblem.NOT_ALLOWED);
      }
      return true;
    }
  }
}
