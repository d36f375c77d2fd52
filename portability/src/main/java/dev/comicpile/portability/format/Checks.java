package dev.comicpile.portability.format;

import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Refuses what cannot be taken, by the name of its place in the file, such as {@code body.users}.
 */
public final class Checks {

  private Checks() {}

  /** What is no archive, or not a whole one. */
  public static BadInputException bad(String place, String message, String type) {
    return new BadInputException(new FieldProblem(place, message, type)).coded("archive_damaged");
  }

  /** What could not be so, as a sentence to be read after the place. */
  public static BadInputException notAllowed(String place, String message) {
    return bad(place, message, FieldProblem.NOT_ALLOWED);
  }

  /**
   * The same refusal with a sentence that names what is at a place, where the place alone would say
   * which one of a list it is.
   */
  public static BadInputException about(String subject, String place, BadInputException refused) {
    FieldProblem problem = refused.problems().getFirst();
    String part =
        problem.field().substring(place.length()).replace(".", ": the ").replace('_', ' ');
    refused.getBody().setDetail(subject + part + " " + problem.message() + ".");
    return refused;
  }

  /** What is required and not there. */
  public static BadInputException missing(String place) {
    return new BadInputException(FieldProblem.missing(place)).coded("archive_damaged");
  }

  /**
   * A value that has to be there.
   *
   * @throws BadInputException where it is not
   */
  public static <T> T required(String place, @Nullable T value) {
    if (value == null) {
      throw missing(place);
    }
    return value;
  }

  /**
   * Refuses what is no id.
   *
   * @throws BadInputException unless it is 1 to {@link Columns#HIGHEST_ID}
   */
  public static void id(String place, long id) {
    if (id < 1 || id > Columns.HIGHEST_ID) {
      throw notAllowed(place, "must be 1 to " + Columns.HIGHEST_ID);
    }
  }

  /**
   * The time that a text names.
   *
   * @throws BadInputException if it is none
   */
  public static Instant time(String place, String text) {
    Instant time = TimeText.parse(text);
    if (time == null) {
      throw bad(place, "must be a time such as 2026-01-31T12:00:00Z", FieldProblem.MALFORMED);
    }
    return time;
  }

  /**
   * The string where the parser is.
   *
   * @throws BadInputException if there is something else
   */
  public static String string(String place, JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw bad(place, "must be a string", FieldProblem.WRONG_TYPE);
    }
    return parser.getString();
  }

  /**
   * Refuses what does not begin as an object.
   *
   * @throws BadInputException if it begins otherwise
   */
  public static void object(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      throw bad(place, "must be an object", FieldProblem.WRONG_TYPE);
    }
  }

  /**
   * Refuses what does not begin as a list.
   *
   * @throws BadInputException if it begins otherwise
   */
  public static void list(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_ARRAY) {
      throw bad(place, "must be a list", FieldProblem.WRONG_TYPE);
    }
  }

  /**
   * Requires that nothing follows what was read.
   *
   * @throws BadInputException if something does
   */
  public static void end(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw bad("body", "must be one JSON object", FieldProblem.MALFORMED);
    }
  }
}
