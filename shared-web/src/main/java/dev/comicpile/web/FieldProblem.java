package dev.comicpile.web;

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
}
