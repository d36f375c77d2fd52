package dev.comicpile.portability.spreadsheet;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV text. A record that breaks the quoting is a line of its own, and what
 * follows it is read anew from the next line on, so that one stray quote costs one row.
 */
final class CsvRecords implements Iterator<@Nullable CSVRecord> {

  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

  private final String text;
  private final CSVFormat format;

  /** Where the lines of the text begin. */
  private final List<Integer> lines = new ArrayList<>(List.of(0));

  private Iterator<CSVRecord> records;
  private CSVParser parser;

  /** Whether the next record is one that breaks the quoting. */
  private boolean broken;

  /** The lines before those that the parser reads. */
  private int linesBefore;

  CsvRecords(String text, char delimiter) {
    this.text = text;
    this.format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
    Matcher ends = LINE_END.matcher(text);
    while (ends.find()) {
      lines.add(ends.end());
    }
    this.parser = parser(0);
    this.records = parser.iterator();
  }

  @Override
  public boolean hasNext() {
    int line = linesBefore + Math.toIntExact(parser.getCurrentLineNumber());
    try {
      return records.hasNext();
    } catch (UncheckedIOException quoting) {
      broken = true;
      readFrom(line + 1);
      return true;
    }
  }

  /** The next record, of which there is one; null where it breaks the quoting. */
  @Override
  public @Nullable CSVRecord next() {
    if (broken) {
      broken = false;
      return null;
    }
    return records.next();
  }

  private void readFrom(int line) {
    linesBefore = line;
    parser = parser(line < lines.size() ? lines.get(line) : text.length());
    records = parser.iterator();
  }

  private CSVParser parser(int from) {
    try {
      return CSVParser.builder()
          .setReader(new StringReader(text.substring(from)))
          .setFormat(format)
          .get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
