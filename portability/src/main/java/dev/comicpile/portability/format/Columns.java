package dev.comicpile.portability.format;

import dev.comicpile.api.Die;
import dev.comicpile.api.Format;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.Title;
import dev.comicpile.api.WebAddress;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.web.PlainText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what columns may hold and what is entered instead, for CSV files, whose rows are
 * refused, and for the rows of the earlier Comic Pile, which are repaired and named.
 */
public final class Columns {

  /** Far enough below 2^53, from where on ids are no longer exact in every client's JSON. */
  public static final long HIGHEST_ID = 1L << 52;

  private static final int USERNAME_LENGTH = 50;
  private static final int WORD_LENGTH = 50;

  /** Nothing that happened to a comic pile is older than the computers that could keep it. */
  private static final Instant FIRST_TIME = Instant.EPOCH;

  /** Other clocks may be ahead, and times without a zone may be those of the far east. */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Digits of ASCII alone; some spreadsheets write a comma for the point. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}([.,][0-9]{1,30})?");

  private static final String LADDER =
      Arrays.stream(Die.values())
          .map(die -> String.valueOf(die.sides()))
          .collect(Collectors.joining(", "));

  public static final Column<String> USERNAME =
      text("username", USERNAME_LENGTH, PlainText::name).requiredOrElse(Wording.NAME_OF_ID);
  public static final Column<String> TITLE =
      text("title", Title.LONGEST, PlainText::line).requiredOrElse(Wording.TITLE_OF_ID);
  public static final Column<String> FORMAT =
      text("format", Format.LONGEST, PlainText::line).required("Comic");
  public static final Column<String> NOTES =
      Column.of("notes", cell -> anyText(cell, Notes.LONGEST, PlainText::lines, Wording.CONTROLS));
  public static final Column<Integer> ISSUES_REMAINING =
      whole("issues_remaining", 0, Integer.MAX_VALUE).required(0);
  public static final Column<Integer> QUEUE_POSITION =
      whole("queue_position", Integer.MIN_VALUE, Integer.MAX_VALUE).required(Integer.MAX_VALUE);
  public static final Column<String> STATUS = word("status", "active", "completed");
  public static final Column<Double> RATING = Column.of("rating", Columns::rating);
  public static final Column<Double> LAST_RATING = RATING.as("last_rating");
  public static final Column<String> REVIEW_URL = Column.of("review_url", Columns::address);
  public static final Column<Integer> ISSUES_READ = whole("issues_read", 1, Integer.MAX_VALUE);
  public static final Column<Integer> RESULT = Column.of("result", Columns::result);
  public static final Column<Die> DIE = Column.of("die", Columns::die).orElse(Wording.DIE_THERE);
  public static final Column<Die> DIE_AFTER =
      Column.of("die_after", Columns::die).orElse(Wording.DIE_NEXT);
  public static final Column<Die> START_DIE =
      Column.of("start_die", Columns::die).requiredOrElse(Wording.USUAL_DIE);
  public static final Column<String> SELECTION_METHOD =
      word("selection_method", "random", "override", "set_pending").orElse(Wording.CHOSEN);
  public static final Column<String> QUEUE_MOVE =
      word("queue_move", "front", "back").orElse(Wording.MOVE_OF_RATING);
  public static final Column<String> TYPE =
      text("type", WORD_LENGTH, PlainText::line).required("unknown");
  public static final Column<Long> ID = Column.of("id", Columns::id);
  public static final Column<Long> USER_ID = ID.as("user_id");
  public static final Column<Long> THREAD_ID = ID.as("thread_id");
  public static final Column<Long> SELECTED_THREAD_ID = ID.as("selected_thread_id");
  public static final Column<Long> SESSION_ID = ID.as("session_id");

  /** When a user registered or a thread was added. */
  public static final Column<Instant> CREATED_AT =
      time("created_at").requiredOrElse(Wording.FIRST_KNOWN);

  public static final Column<Instant> LAST_ACTIVITY_AT = time("last_activity_at");
  public static final Column<Instant> LAST_REVIEW_AT = time("last_review_at");
  public static final Column<Instant> REVIEW_TIMESTAMP = time("review_timestamp");
  public static final Column<Instant> STARTED_AT =
      time("started_at").requiredOrElse(Wording.FIRST_EVENT);
  public static final Column<Instant> ENDED_AT = time("ended_at").orElse(Wording.LAST_EVENT);
  public static final Column<Instant> TIMESTAMP =
      time("timestamp").requiredOrElse(Wording.TIME_BEFORE);

  private Columns() {}

  private static Column<Instant> time(String name) {
    return Column.ofTime(name, Columns::time);
  }

  private static Reading<Instant> time(Object cell, Instant now) {
    Instant time = cell instanceof String text ? TimeText.parse(PlainText.line(text)) : null;
    if (time == null) {
      return Reading.wrong(Wording.TIME.say(), null);
    }
    return isPossible(time, now)
        ? Reading.good(time)
        : Reading.wrong(Wording.TIME_TO_NOW.say(), null);
  }

  /** Whether something can have happened at that time. */
  public static boolean isPossible(Instant time, Instant now) {
    return !time.isBefore(FIRST_TIME) && !time.isAfter(now.plus(AHEAD));
  }

  private static Column<String> text(String name, int max, UnaryOperator<String> cleaning) {
    return Column.of(name, cell -> text(cell, max, cleaning));
  }

  private static Reading<String> text(Object cell, int max, UnaryOperator<String> cleaning) {
    Reading<String> text = anyText(cell, max, cleaning, Wording.CONTROLS_OR_SPACES);
    return text.value() != null && text.value().isBlank()
        ? Reading.wrong(Wording.BLANK.say(), null)
        : text;
  }

  private static Reading<String> anyText(
      Object cell, int max, UnaryOperator<String> cleaning, Wording forbidden) {
    if (!(cell instanceof String) && !(cell instanceof Number)) {
      return Reading.wrong(Wording.TEXT.say(), null);
    }
    String given = cell.toString();
    String cleaned = cleaning.apply(given);
    String cut = PlainText.cut(cleaned, max);
    if (!cut.equals(cleaned)) {
      return Reading.wrong(Wording.TOO_LONG.of("limit", max), cut);
    }
    if (PlainText.isBroken(given)) {
      return Reading.wrong(Wording.HALF_A_PAIR.say(), cleaned);
    }
    return cleaned.equals(PlainText.nfc(given))
        ? Reading.good(cleaned)
        : Reading.wrong(forbidden.say(), cleaned);
  }

  private static Column<String> word(String name, String... words) {
    List<String> known = List.of(words);
    String last = known.getLast();
    Remark problem =
        Wording.ONE_OF.of(
            "words", String.join(", ", known.subList(0, known.size() - 1)) + " or " + last);
    return Column.of(
        name,
        cell ->
            cell instanceof String word && known.contains(word)
                ? Reading.good(word)
                : Reading.wrong(problem, null));
  }

  private static Column<Integer> whole(String name, int least, int most) {
    return Column.of(name, cell -> whole(cell, least, most));
  }

  private static Reading<Integer> whole(Object cell, int least, int most) {
    BigInteger number = whole(cell);
    if (number == null) {
      return Reading.wrong(Wording.WHOLE.say(), null);
    }
    if (number.compareTo(BigInteger.valueOf(least)) < 0) {
      return Reading.wrong(Wording.AT_LEAST.of("limit", least), least);
    }
    return number.compareTo(BigInteger.valueOf(most)) > 0
        ? Reading.wrong(Wording.AT_MOST.of("limit", most), most)
        : Reading.good(number.intValueExact());
  }

  /** What was thrown cannot be guessed. */
  private static Reading<Integer> result(Object cell) {
    Reading<Integer> thrown = whole(cell, 0, List.of(Die.values()).getLast().sides());
    return thrown.problem() == null ? thrown : Reading.wrong(thrown.problem(), null);
  }

  private static Reading<Long> id(Object cell) {
    BigInteger number = whole(cell);
    return number == null
            || number.signum() <= 0
            || number.compareTo(BigInteger.valueOf(HIGHEST_ID)) > 0
        ? Reading.wrong(Wording.BETWEEN.of("limit", HIGHEST_ID), null)
        : Reading.good(number.longValueExact());
  }

  private static Reading<Die> die(Object cell) {
    BigInteger sides = whole(cell);
    return (sides == null || sides.bitLength() >= Integer.SIZE
            ? Optional.<Die>empty()
            : Die.withSides(sides.intValueExact()))
        .map(Reading::good)
        .orElseGet(() -> Reading.wrong(Wording.ON_LADDER.of("dice", LADDER), null));
  }

  private static Reading<Double> rating(Object cell) {
    BigDecimal number = number(cell);
    if (number == null) {
      return Reading.wrong(Wording.NUMBER.say(), null);
    }
    double given = number.doubleValue();
    double onStep = Rating.nearestTo(given).stars();
    return onStep == given ? Reading.good(onStep) : Reading.wrong(Wording.HALF_STEPS.say(), onStep);
  }

  private static Reading<String> address(Object cell) {
    String text = cell instanceof String given ? PlainText.line(given) : "";
    if (!WebAddress.isOne(text)) {
      return Reading.wrong(Wording.WEB_ADDRESS.say(), null);
    }
    return text.codePointCount(0, text.length()) > ReviewUrl.LONGEST
        ? Reading.wrong(Wording.TOO_LONG.of("limit", ReviewUrl.LONGEST), null)
        : Reading.good(text);
  }

  /** The whole number that a cell is, also where it is written as 5.0; null where it is none. */
  private static @Nullable BigInteger whole(Object cell) {
    BigDecimal number = number(cell);
    try {
      return number == null ? null : number.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      return null;
    }
  }

  /** Numbers of very many digits are none here. */
  private static @Nullable BigDecimal number(Object cell) {
    return switch (cell) {
      case BigDecimal number
          when Math.abs((long) number.scale()) <= 100 && number.precision() <= 100 ->
          number;
      case String text when NUMBER.matcher(text.strip()).matches() ->
          new BigDecimal(text.strip().replace(',', '.'));
      default -> null;
    };
  }
}
