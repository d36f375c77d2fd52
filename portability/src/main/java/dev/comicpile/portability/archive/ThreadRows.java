package dev.comicpile.portability.archive;

import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.portability.export.ThreadExport;
import dev.comicpile.portability.format.SpreadsheetCells;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one pile as CSV, from the back of the queue to its front, because an import puts
 * every row to the front. Every cell is quoted: some spreadsheets split at semicolons and tabs, and
 * a formula could begin in the middle of a title.
 */
final class ThreadRows {

  /** Whose they are is known. */
  private static final List<String> COLUMNS =
      ThreadExport.COLUMNS.stream().filter(column -> !column.startsWith("user")).toList();

  private static final CSVFormat QUOTED =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator("\r\n")
          .setQuoteMode(QuoteMode.ALL_NON_NULL)
          .get();

  private static final Comparator<ThreadFacts> BACK_TO_FRONT =
      Comparator.comparing(ThreadFacts::orderKey, Comparator.nullsFirst(Comparator.reverseOrder()))
          .thenComparing(ThreadFacts::id);

  private ThreadRows() {}

  static void write(Contents contents, Writer out) throws IOException {
    List<ThreadFacts> threads = contents.threads().values().stream().sorted(BACK_TO_FRONT).toList();
    CSVPrinter printer = new CSVPrinter(out, QUOTED);
    printer.printRecord(COLUMNS);
    for (ThreadFacts thread : threads) {
      printer.printRecord(cells(thread, contents.position(thread)));
    }
    printer.flush();
  }

  private static List<@Nullable String> cells(ThreadFacts thread, int position) {
    return Stream.of(
            thread.title(),
            thread.format(),
            thread.issuesRemaining(),
            thread.id(),
            position,
            thread.completed() ? "completed" : "active",
            thread.lastRating(),
            thread.lastActivityAt(),
            thread.reviewUrl(),
            thread.lastReviewAt(),
            thread.notes(),
            thread.createdAt())
        .<@Nullable String>map(SpreadsheetCells::cell)
        .toList();
  }
}
