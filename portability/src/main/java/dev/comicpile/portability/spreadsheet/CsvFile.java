package dev.comicpile.portability.spreadsheet;

import dev.comicpile.portability.format.SpreadsheetCells;
import dev.comicpile.web.TrimmedText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * CSV as spreadsheets write it: UTF-8 with or without a byte order mark, quoted fields, any line
 * ends, columns in any order, further columns ignored. Rows are counted as a spreadsheet shows
 * them: the header is row 1, an empty row counts, a row over several lines is one.
 */
public final class CsvFile {

  /** The most rows that are imported at once. */
  public static final int MOST_ROWS = 10_000;

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();

  private CsvFile() {}

  /**
   * A row that is not empty.
   *
   * @param values trimmed, in the order of the columns asked for; empty where there is none
   */
  record Row(int number, List<String> values) {}

  /** What is wrong with a row. */
  record RowError(int row, String problem) {

    /** One sentence for a person. */
    String sentence() {
      return "Row " + row + ": " + problem;
    }
  }

  /** The rows, and what is wrong with the file itself. */
  record Content(List<Row> rows, List<RowError> errors) {}

  /**
   * Reads an uploaded file.
   *
   * @param names the columns the file must have
   * @throws ResponseStatusException if it is no such file as a whole (400) or has too many rows
   *     (413)
   */
  static Content read(MultipartFile upload, List<String> names) throws IOException {
    String name = upload.getOriginalFilename();
    if (name == null || !name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw badFile("The file must be a CSV file named *.csv.");
    }
    List<Row> rows = new ArrayList<>();
    List<RowError> errors = new ArrayList<>();
    int number = 1;
    try (CSVParser parser =
        CSVParser.builder().setReader(text(upload.getBytes())).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      List<Integer> columns = columns(records, names);
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
          rows.add(new Row(number, columns.stream().map(at -> value(record, at)).toList()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What follows an unclosed quote cannot be told apart; the rows before it are good.
      errors.add(new RowError(number + 1, "Not valid CSV, and neither is what follows it"));
    }
    return new Content(rows, errors);
  }

  /** Names the columns that a row has no value for. */
  static List<String> missing(Row row, List<String> names) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (row.values().get(i).isEmpty()) {
        missing.add("Missing " + names.get(i));
      }
    }
    return missing;
  }

  /** The whole number that a value is; else null, and {@code wrong} says so. */
  static @Nullable BigInteger wholeNumber(String value, String name, List<String> wrong) {
    if (!value.matches("[+-]?[0-9]{1,30}")) {
      wrong.add(name + " must be a whole number");
      return null;
    }
    return new BigInteger(value);
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

  private static List<Integer> columns(Iterator<CSVRecord> records, List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    if (records.hasNext()) {
      CSVRecord header = records.next();
      for (int i = 0; i < header.size(); i++) {
        columns.putIfAbsent(TrimmedText.trim(header.get(i)).toLowerCase(Locale.ROOT), i);
      }
    }
    List<Integer> found = new ArrayList<>();
    for (String name : names) {
      Integer column = columns.get(name);
      if (column == null) {
        throw badFile(
            "The first row must name the columns "
                + String.join(", ", names)
                + "; "
                + name
                + " is missing.");
      }
      found.add(column);
    }
    return found;
  }

  private static boolean isEmpty(CSVRecord record) {
    return record.stream().allMatch(value -> TrimmedText.trim(value).isEmpty());
  }

  private static String value(CSVRecord record, int column) {
    return column < record.size()
        ? SpreadsheetCells.original(TrimmedText.trim(record.get(column)))
        : "";
  }

  private static ResponseStatusException badFile(String sentence) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
