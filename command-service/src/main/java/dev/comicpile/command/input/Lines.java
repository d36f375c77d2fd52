package dev.comicpile.command.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import dev.comicpile.web.PlainText;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A text of a request body that may have several lines, see {@link PlainText#lines}. */
@Documented
@JacksonAnnotationsInside
@JsonDeserialize(using = Lines.Reading.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Lines {

  /** Reads such a text. */
  final class Reading extends TextReading {

    Reading() {
      super(PlainText::lines);
    }
  }
}
