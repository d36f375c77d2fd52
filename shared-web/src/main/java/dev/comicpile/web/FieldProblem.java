package dev.comicpile.web;

import java.util.List;
import org.springframework.util.StringUtils;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it is: {@code body.title}, {@code query.limit}, {@code path.thread_id}, {@code
 *     header.If-Match}
 * @param message what is wrong, to be read after the field's name: {@code must not be blank}
 * @param type the same for programs: {@code missing}, {@code wrong_type}, {@code malformed}, {@code
 *     too_short}, {@code too_long}, {@code too_small}, {@code too_large}, {@code off_step} or
 *     {@code not_allowed}
 */
public record FieldProblem(String field, String message, String type) {

  public static final String MISSING = "missing";
  public static final String WRONG_TYPE = "wrong_type";
  public static final String MALFORMED = "malformed";
  public static final String TOO_SHORT = "too_short";
  public static final String TOO_LONG = "too_long";
  public static final String TOO_SMALL = "too_small";
  public static final String TOO_LARGE = "too_large";
  public static final String OFF_STEP = "off_step";

  /** It could be right elsewhere, but not here. */
  public static final String NOT_ALLOWED = "not_allowed";

  /** A field that is required and not there. */
  public static FieldProblem missing(String field) {
    return new FieldProblem(field, "is required", MISSING);
  }

  /** One sentence for a person about all of them. */
  static String sentence(List<FieldProblem> problems) {
    StringBuilder sentence = new StringBuilder();
    for (FieldProblem problem : problems) {
      String label = problem.label();
      sentence
          .append(sentence.isEmpty() ? StringUtils.capitalize(label) : "; " + label)
          .append(' ')
          .append(problem.message());
    }
    return sentence.append('.').toString();
  }

  /**
   * The field in a person's words: {@code issues remaining}, {@code title of number 2}, {@code the
   * body}.
   */
  private String label() {
    if (field.startsWith("header.")) {
      return field.substring("header.".length());
    }
    String name = field.substring(field.lastIndexOf('.') + 1);
    int index = field.indexOf('[');
    String which =
        index < 0
            ? ""
            : " of number " + (1 + Integer.parseInt(field, index + 1, field.indexOf(']'), 10));
    int own = name.indexOf('[');
    String words = (own < 0 ? name : name.substring(0, own)).replace('_', ' ');
    return words.equals("body") ? "the body" + which : words.replace("url", "URL") + which;
  }
}
