package dev.comicpile.portability.archive;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Timestamps;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.portability.export.ThreadExport;
import dev.comicpile.portability.format.SpreadsheetCells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  private ThreadRows() {}

  static void write(Contents contents, Writer out) {
    List<ThreadFacts> threads = new ArrayList<>();
    contents.threads().values().stream()
        .filter(ThreadFacts::completed)
        .sorted(Comparator.comparing(ThreadFacts::id))
        .forEach(threads::add);
    List<ThreadId> queue = contents.queue().threadIds().toList().reversed();
    queue.forEach(id -> contents.thread(id).ifPresent(threads::add));
    try {
      CSVPrinter printer = new CSVPrinter(out, QUOTED);
      printer.printRecord(COLUMNS);
      int position = queue.size();
      for (ThreadFacts thread : threads) {
        printer.printRecord(cells(thread, thread.completed() ? 0 : position--));
      }
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<@Nullable String> cells(ThreadFacts thread, int position) {
    return Arrays.asList(
        SpreadsheetCells.harmless(thread.title()),
        SpreadsheetCells.harmless(thread.format()),
        Integer.toString(thread.issuesRemaining()),
        thread.id().toString(),
        Integer.toString(position),
        thread.completed() ? "completed" : "active",
        thread.lastRating() == null ? null : thread.lastRating().toString(),
        time(thread.lastActivityAt()),
        thread.reviewUrl() == null ? null : SpreadsheetCells.harmless(thread.reviewUrl()),
        time(thread.lastReviewAt()),
        thread.notes() == null ? null : SpreadsheetCells.harmless(thread.notes()),
        time(thread.createdAt()));
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Timestamps.format(time);
  }
}
