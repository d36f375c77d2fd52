package dev.comicpile.portability.spreadsheet;

import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.SpreadsheetCells;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.web.PlainText;
import dev.comicpile.web.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * CSV as spreadsheets write it: UTF-8 or UTF-16, with commas, semicolons or tabs, quoted fields,
 * any line ends, columns in any order. Rows are counted as a spreadsheet shows them: the header is
 * row 1 where no empty row is before it, an empty row counts, a row over several lines is one.
 */
public final class CsvFile {

  /** The most rows that are imported at once. */
  public static final int MOST_ROWS = 10_000;

  /** No column has a longer name, and to change the case of a longer one can take hours. */
  private static final int LONGEST_NAME = 100;

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

  private CsvFile() {}

  /** What is wrong with a row. */
  record RowError(int row, Remark problem) {

    /** One sentence for a person. */
    String sentence() {
      return "Row " + row + ": " + problem.text();
    }
  }

  /**
   * What a file holds.
   *
   * @param rows the good ones by their numbers
   * @param errors what is wrong with the others, in their order
   * @param unknownColumns what the file calls the columns that are not known
   */
  record Content<T>(
      SortedMap<Integer, T> rows, List<RowError> errors, List<String> unknownColumns) {}

  /**
   * Where the columns are.
   *
   * @param number of the row that names them
   */
  private record Header(int number, Map<String, Integer> places, List<String> names) {

    long known(List<String> columns) {
      return columns.stream().filter(places::containsKey).count();
    }
  }

  /**
   * Reads an uploaded file.
   *
   * @param needed the columns the file must have
   * @param known those that it may have, these among them
   * @param now no time may lie after it
   * @param reading makes something of a row; null where what it needs is missing
   * @throws ResponseStatusException if it is no such file as a whole (400) or has too many rows
   *     (413)
   */
  static <T> Content<T> read(
      MultipartFile upload,
      List<String> needed,
      Set<String> known,
      Instant now,
      Function<RowReader, @Nullable T> reading)
      throws IOException {
    String name = upload.getOriginalFilename();
    if (name == null || !name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw badFile("csv_name", "The file must be a CSV file named *.csv.");
    }
    CsvText file = CsvText.of(upload.getBytes());
    char delimiter =
        Objects.requireNonNullElseGet(file.delimiter(), () -> delimiter(file.text(), needed));
    CsvRecords records = new CsvRecords(file.text(), delimiter);
    Header header = header(records);
    for (String column : needed) {
      if (!header.places().containsKey(column)) {
        throw badFile(
            "csv_columns",
            "The first row must name the columns "
                + String.join(", ", needed)
                + ", with commas, semicolons or tabs between them; "
                + column
                + " is missing.");
      }
    }
    SortedMap<Integer, T> rows = new TreeMap<>();
    List<RowError> errors = new ArrayList<>();
    int number = header.number();
    while (records.hasNext()) {
      CSVRecord record = records.next();
      number++;
      if (number - header.number() > MOST_ROWS) {
        throw new RefusedException(
            HttpStatus.CONTENT_TOO_LARGE,
            "csv_rows",
            "The file has more than "
                + MOST_ROWS
                + " rows, which is the most that is imported at once.");
      }
      if (record == null) {
        errors.add(new RowError(number, Wording.QUOTATION.say()));
      } else if (!isEmpty(record)) {
        RowReader row = new RowReader(cells(record, header), now);
        T read = reading.apply(row);
        List<Remark> wrong = row.wrong();
        if (read != null && wrong.isEmpty()) {
          rows.put(number, read);
        }
        for (Remark problem : wrong) {
          errors.add(new RowError(number, problem));
        }
      }
    }
    List<String> unknown =
        header.names().stream().filter(column -> !known.contains(key(column))).toList();
    return new Content<>(rows, errors, unknown);
  }

  /** The delimiter with which the most columns are found. */
  private static char delimiter(String text, List<String> needed) {
    char best = DELIMITERS.getFirst();
    long most = 0;
    for (char delimiter : DELIMITERS) {
      long found = header(new CsvRecords(text, delimiter)).known(needed);
      if (found > most) {
        most = found;
        best = delimiter;
      }
    }
    return best;
  }

  /** The first row that is not empty. */
  private static Header header(CsvRecords records) {
    Map<String, Integer> places = new HashMap<>();
    List<String> names = new ArrayList<>();
    int number = 0;
    while (names.isEmpty() && records.hasNext()) {
      CSVRecord record = records.next();
      number++;
      if (record != null && !isEmpty(record)) {
        for (int i = 0; i < record.size(); i++) {
          String name = PlainText.line(record.get(i));
          if (!name.isEmpty()) {
            names.add(name);
            places.putIfAbsent(key(name), i);
          }
        }
      }
    }
    return new Header(Math.max(number, 1), places, names);
  }

  /** A column's name as it is compared: {@code Issues Remaining} is {@code issues_remaining}. */
  private static String key(String name) {
    return PlainText.cut(name, LONGEST_NAME)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Z}_-]+", "_");
  }

  private static Map<String, String> cells(CSVRecord record, Header header) {
    Map<String, String> cells = new HashMap<>();
    header
        .places()
        .forEach(
            (column, place) -> {
              String cell = place < record.size() ? original(column, record.get(place)) : "";
              if (!cell.isEmpty()) {
                cells.put(column, cell);
              }
            });
    return cells;
  }

  /** Only notes may have several lines. */
  private static String original(String column, String cell) {
    String text = SpreadsheetCells.original(cell);
    return column.equals("notes") ? PlainText.lines(text) : PlainText.line(text);
  }

  private static boolean isEmpty(CSVRecord record) {
    return record.stream().allMatch(value -> PlainText.line(value).isEmpty());
  }

  private static ResponseStatusException badFile(String code, String sentence) {
    return new RefusedException(HttpStatus.BAD_REQUEST, code, sentence);
  }
}
