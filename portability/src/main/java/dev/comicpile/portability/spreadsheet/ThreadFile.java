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
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Reads threads from CSV. */
final class ThreadFile {

  private static final List<String> NEEDED =
      List.of(Columns.TITLE.name(), Columns.FORMAT.name(), Columns.ISSUES_REMAINING.name());

  /** The other columns of an export; ids, owners and positions are given anew. */
  private static final Set<String> KNOWN = Set.copyOf(ThreadExport.COLUMNS);

  private ThreadFile() {}

  /**
   * Reads a file.
   *
   * @param now no time in it may lie after it
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  static CsvFile.Content<ImportThreads.Row> read(MultipartFile file, Instant now)
      throws IOException {
    Columns columns = new Columns(now);
    return CsvFile.read(file, NEEDED, KNOWN, row -> thread(row, columns));
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
