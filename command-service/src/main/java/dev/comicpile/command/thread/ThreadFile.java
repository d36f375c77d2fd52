package dev.comicpile.command.thread;

import dev.comicpile.api.command.ThreadCommand.ImportThreads.Row;
import dev.comicpile.web.SpreadsheetCells;
import dev.comicpile.web.Text;
import dev.comicpile.web.TrimmedText;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Reads threads from CSV as spreadsheets write it: UTF-8 with or without a byte order mark, quoted
 * fields, any line ends, columns in any order, further columns ignored. Rows are counted as a
 * spreadsheet shows them: the header is row 1, an empty row counts, a row over several lines is
 * one.
 */
@Component
class ThreadFile {

  static final int MOST_ROWS = 10_000;

  private static final List<String> COLUMNS = List.of("title", "format", "issues_remaining");

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

  private final Validator validator;

  ThreadFile(Validator validator) {
    this.validator = validator;
  }

  /** The good rows, and a sentence for everything that is wrong with others. */
  record Content(List<Row> rows, List<String> errors) {}

  /** The texts of a row, with their limits. */
  record Texts(
      @Text(max = ThreadController.TITLE) String title,
      @Text(max = ThreadController.FORMAT) String format) {}

  /**
   * Reads a file.
   *
   * @throws ResponseStatusException if it is no such file as a whole (400) or has too many rows
   *     (413)
   */
  Content read(byte[] file) {
    List<Row> rows = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    int number = 1;
    try (CSVParser parser = CSVParser.builder().setReader(text(file)).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      Map<String, Integer> columns = columns(records);
      while (records.hasNext()) {
        CSVRecord record = records.next();
        number++;
        if (number - 1 > MOST_ROWS) {
          throw new ResponseStatusException(
              HttpStatus.CONTENT_TOO_LARGE,
              "The file has more than "
                  + MOST_ROWS
                  + " rows, which is the most that is imported at once.");
        }
        if (!isEmpty(record)) {
          read(record, columns, "Row " + number + ": ", rows, errors);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What follows an unclosed quote cannot be told apart; the rows before it are good.
      errors.add("Row " + (number + 1) + ": Not valid CSV, and neither is what follows it");
    }
    return new Content(rows, errors);
  }

  private static StringReader text(byte[] file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      return new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw badFile("The file is not in UTF-8. Please save it as CSV UTF-8.");
    }
  }

  private static Map<String, Integer> columns(Iterator<CSVRecord> records) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    if (records.hasNext()) {
      for (String name : records.next()) {
        columns.putIfAbsent(TrimmedText.trim(name).toLowerCase(Locale.ROOT), columns.size());
      }
    }
    for (String column : COLUMNS) {
      if (!columns.containsKey(column)) {
        throw badFile(
            "The first row must name the columns "
                + String.join(", ", COLUMNS)
                + "; "
                + column
                + " is missing.");
      }
    }
    return columns;
  }

  private static boolean isEmpty(CSVRecord record) {
    return record.stream().allMatch(value -> TrimmedText.trim(value).isEmpty());
  }

  private void read(
      CSVRecord record,
      Map<String, Integer> columns,
      String row,
      List<Row> rows,
      List<String> errors) {
    List<String> values = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String column : COLUMNS) {
      int index = columns.getOrDefault(column, record.size());
      String value =
          index < record.size()
              ? SpreadsheetCells.original(TrimmedText.trim(record.get(index)))
              : "";
      values.add(value);
      if (value.isEmpty()) {
        wrong.add("Missing " + column);
      }
    }
    Texts texts = new Texts(values.get(0), values.get(1));
    validator.validate(texts).stream()
        .filter(violation -> !texts.title().isEmpty() || !isOf("title", violation))
        .filter(violation -> !texts.format().isEmpty() || !isOf("format", violation))
        .sorted(Comparator.comparing(violation -> isOf("title", violation) ? 0 : 1))
        .forEach(v -> wrong.add(v.getPropertyPath() + " " + v.getMessage()));
    Integer issues = values.get(2).isEmpty() ? null : issues(values.get(2), wrong);
    if (wrong.isEmpty() && issues != null) {
      rows.add(new Row(texts.title(), texts.format(), issues));
    } else {
      wrong.forEach(problem -> errors.add(row + problem));
    }
  }

  private static boolean isOf(String field, ConstraintViolation<?> violation) {
    return violation.getPropertyPath().toString().equals(field);
  }

  private static @Nullable Integer issues(String value, List<String> wrong) {
    if (!value.matches("[+-]?[0-9]{1,30}")) {
      wrong.add("issues_remaining must be a whole number");
      return null;
    }
    BigInteger issues = new BigInteger(value);
    if (issues.signum() < 0) {
      wrong.add("issues_remaining must be 0 or more");
      return null;
    }
    if (issues.bitLength() > 31) {
      wrong.add("issues_remaining must be at most " + Integer.MAX_VALUE);
      return null;
    }
    return issues.intValueExact();
  }

  private static ResponseStatusException badFile(String sentence) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
