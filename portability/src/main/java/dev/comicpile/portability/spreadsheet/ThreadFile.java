package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.portability.export.ThreadExport;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads threads from CSV. */
@Component
class ThreadFile {

  private static final List<String> NEEDED =
      List.of(Columns.TITLE.name(), Columns.FORMAT.name(), Columns.ISSUES_REMAINING.name());

  /** The other columns of an export; ids, owners and positions are given anew. */
  private static final Set<String> KNOWN = Set.copyOf(ThreadExport.COLUMNS);

  private final Clock clock;

  ThreadFile(Clock clock) {
    this.clock = clock;
  }

  /** The good rows, what is wrong with others, and the columns that are not known. */
  record Content(
      List<ImportThreads.Row> rows, List<RowError> errors, List<String> unknownColumns) {}

  /**
   * Reads a file.
   *
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  Content read(MultipartFile file) throws IOException {
    CsvFile.Content csv = CsvFile.read(file, NEEDED, KNOWN);
    Columns columns = new Columns(clock.instant());
    List<ImportThreads.Row> rows = new ArrayList<>();
    List<RowError> errors = new ArrayList<>(csv.errors());
    for (CsvFile.Row row : csv.rows()) {
      RowReader reader = new RowReader(row);
      ImportThreads.Row thread = thread(reader, columns);
      List<RowError> wrong = reader.errors();
      errors.addAll(wrong);
      if (thread != null && wrong.isEmpty()) {
        rows.add(thread);
      }
    }
    errors.sort(Comparator.comparingInt(RowError::row));
    return new Content(rows, errors, csv.unknownColumns());
  }

  private static ImportThreads.@Nullable Row thread(RowReader row, Columns columns) {
    Title title = row.needed(Columns.TITLE, Title::new);
    Format format = row.needed(Columns.FORMAT, Format::new);
    Issues issues = row.needed(Columns.ISSUES_REMAINING, Issues::new);
    Rating rating = row.optional(Columns.LAST_RATING, Rating::new);
    Instant activity = row.optional(columns.lastActivityAt());
    ReviewUrl reviewUrl = row.optional(Columns.REVIEW_URL, ReviewUrl::new);
    Instant review = row.optional(columns.lastReviewAt());
    Notes notes = row.optional(Columns.NOTES, Notes::new);
    Instant created = row.optional(columns.createdAt());
    return title == null || format == null || issues == null
        ? null
        : new ImportThreads.Row(
            title, format, issues, rating, activity, reviewUrl, review, notes, created);
  }
}
