package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.ThreadLimits;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import dev.comicpile.web.Text;
import jakarta.validation.Validator;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads from CSV where threads were reviewed and when. */
@Component
class ReviewFile {

  private static final List<String> COLUMNS =
      List.of("thread_id", "review_url", "review_timestamp");

  /** A date, or a time with or without an offset, as databases and programs write them. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Validator validator;

  ReviewFile(Validator validator) {
    this.validator = validator;
  }

  /** The good rows by their numbers, and what is wrong with others. */
  record Content(Map<Integer, Review> reviews, List<RowError> errors) {

    /** A sentence for everything that is wrong, rows of unknown threads included. */
    List<String> errors(Set<Long> unknownThreads) {
      Stream<RowError> unknown =
          reviews.entrySet().stream()
              .filter(row -> unknownThreads.contains(row.getValue().threadId()))
              .map(row -> notFound(row.getKey(), row.getValue().threadId()));
      return Stream.concat(errors.stream(), unknown)
          .sorted(Comparator.comparingInt(RowError::row))
          .map(RowError::sentence)
          .toList();
    }
  }

  /** The address of a row, with its limit. */
  record Address(@Text(max = ThreadLimits.REVIEW_URL) String url) {}

  /**
   * Reads a file.
   *
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  Content read(MultipartFile file) throws IOException {
    CsvFile.Content csv = CsvFile.read(file, COLUMNS);
    Map<Integer, Review> reviews = new TreeMap<>();
    List<RowError> errors = new ArrayList<>(csv.errors());
    csv.rows().forEach(row -> read(row, reviews, errors));
    return new Content(reviews, errors);
  }

  private void read(CsvFile.Row row, Map<Integer, Review> reviews, List<RowError> errors) {
    List<String> values = row.values();
    List<String> wrong = CsvFile.missing(row, COLUMNS);
    BigInteger threadId =
        values.get(0).isEmpty() ? null : CsvFile.wholeNumber(values.get(0), "thread_id", wrong);
    String url = values.get(1);
    if (!url.isEmpty()) {
      validator
          .validate(new Address(url))
          .forEach(violation -> wrong.add("review_url " + violation.getMessage()));
    }
    Instant at = values.get(2).isEmpty() ? null : timestamp(values.get(2), wrong);
    if (!wrong.isEmpty() || threadId == null || at == null) {
      wrong.forEach(problem -> errors.add(new RowError(row.number(), problem)));
    } else if (threadId.bitLength() >= Long.SIZE) {
      errors.add(notFound(row.number(), threadId));
    } else {
      reviews.put(row.number(), new Review(threadId.longValueExact(), url, at));
    }
  }

  /** Without an offset it is UTC; without a time, the beginning of that day. */
  private static @Nullable Instant timestamp(String value, List<String> wrong) {
    try {
      OffsetDateTime time =
          switch (TIMESTAMP.parseBest(
              value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
            case OffsetDateTime given -> given;
            case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC);
            default -> throw new DateTimeException("neither a time nor a date");
          };
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // said below
    }
    wrong.add("review_timestamp must be a time such as 2026-03-01T20:15:30Z");
    return null;
  }

  private static RowError notFound(int row, Number threadId) {
    return new RowError(row, "Thread " + threadId + " not found");
  }
}
