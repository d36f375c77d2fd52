package dev.comicpile.portability.archive;

import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.TimeText;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Refuses what cannot be taken, by the name of its place in the file. */
final class Checks {

  private Checks() {}

  /** What is no archive, or not a whole one. */
  static BadInputException bad(String place, String message, String type) {
    return new BadInputException(new FieldProblem(place, message, type)).coded("archive_damaged");
  }

  static BadInputException notAllowed(String place, String message) {
    return bad(place, message, FieldProblem.NOT_ALLOWED);
  }

  static BadInputException missing(String place) {
    return new BadInputException(FieldProblem.missing(place)).coded("archive_damaged");
  }

  static <T> T required(String place, @Nullable T value) {
    if (value == null) {
      throw missing(place);
    }
    return value;
  }

  static void id(String place, long id) {
    if (id < 1 || id > Columns.HIGHEST_ID) {
      throw notAllowed(place, "must be 1 to " + Columns.HIGHEST_ID);
    }
  }

  static Instant time(String place, String text) {
    Instant time = TimeText.parse(text);
    if (time == null) {
      throw bad(place, "must be a time such as 2026-01-31T12:00:00Z", FieldProblem.MALFORMED);
    }
    return time;
  }

  static String string(String place, JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw bad(place, "must be a string", FieldProblem.WRONG_TYPE);
    }
    return parser.getString();
  }

  static void object(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      throw bad(place, "must be an object", FieldProblem.WRONG_TYPE);
    }
  }

  static void list(String place, @Nullable JsonToken token) {
    if (token != JsonToken.START_ARRAY) {
      throw bad(place, "must be a list", FieldProblem.WRONG_TYPE);
    }
  }
}
