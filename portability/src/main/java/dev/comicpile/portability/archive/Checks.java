package dev.comicpile.portability.archive;

import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.Text;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what cannot be taken, by the name of its place in the file. */
final class Checks {

  /** Far enough below 2^53, from where on ids are no longer exact in every client's JSON. */
  private static final long HIGHEST_ID = 1L << 52;

  /** ISO 8601 with a zone or, as UTC, without one; a space may stand for the T. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private final Validator validator;
  private final ReaderAccounts accounts;
  private final Set<String> usernames = new HashSet<>();

  Checks(Validator validator, ReaderAccounts accounts) {
    this.validator = validator;
    this.accounts = accounts;
  }

  /** A name as an account can have it. */
  record Name(@Text(max = 50) String username) {}

  static BadInputException bad(String place, String message, String type) {
    return new BadInputException(new FieldProblem(place, message, type));
  }

  static BadInputException missing(String place) {
    return new BadInputException(FieldProblem.missing(place));
  }

  static <T> T required(String place, @Nullable T value) {
    if (value == null) {
      throw missing(place);
    }
    return value;
  }

  static long id(String place, @Nullable Long value) {
    long id = required(place, value);
    if (id < 1 || id > HIGHEST_ID) {
      throw bad(place, "must be 1 to " + HIGHEST_ID, FieldProblem.NOT_ALLOWED);
    }
    return id;
  }

  static @Nullable Instant time(String place, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      TemporalAccessor time =
          TIME.parseBest(text, java.time.OffsetDateTime::from, LocalDateTime::from);
      return time instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : Instant.from(time);
    } catch (DateTimeException e) {
      throw bad(place, "must be a time such as 2026-01-31T12:00:00Z", FieldProblem.MALFORMED);
    }
  }

  /** A text that every store can keep. */
  static String text(String place, String text) {
    if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw bad(
          place,
          "must not contain a NUL character or half of a surrogate pair",
          FieldProblem.NOT_ALLOWED);
    }
    return text;
  }

  /** A name that no other reader of the file has, in whatever way they are written. */
  String username(String place, @Nullable String username) {
    String name = required(place, username);
    validator
        .validate(new Name(name))
        .forEach(
            violation -> {
              throw bad(place, violation.getMessage(), FieldProblem.NOT_ALLOWED);
            });
    if (!usernames.add(accounts.nameKey(name))) {
      throw bad(place, "is the name of two readers", FieldProblem.NOT_ALLOWED);
    }
    return name;
  }
}
