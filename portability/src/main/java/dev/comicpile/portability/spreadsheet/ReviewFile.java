package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Reads from CSV where threads were reviewed and when. */
final class ReviewFile {

  private static final String AT = "review_timestamp";

  private static final List<String> NEEDED =
      List.of(Columns.THREAD_ID.name(), Columns.REVIEW_URL.name(), AT);

  private ReviewFile() {}

  /**
   * Reads a file.
   *
   * @param now no time in it may lie after it
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  static CsvFile.Content<Review> read(MultipartFile file, Instant now) throws IOException {
    Column<Instant> at = new Columns(now).reviewTimestamp();
    return CsvFile.read(file, NEEDED, Set.of(), row -> review(row, at));
  }

  private static @Nullable Review review(RowReader row, Column<Instant> at) {
    ThreadId thread = row.needed(Columns.THREAD_ID, ThreadId::new);
    ReviewUrl url = row.needed(Columns.REVIEW_URL, ReviewUrl::new);
    Instant time = row.needed(at);
    return thread == null || url == null || time == null
        ? null
        : new Review(thread, url, time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Everything that is wrong, rows of unknown threads included. */
  static List<RowError> errors(CsvFile.Content<Review> content, Collection<ThreadId> unknown) {
    List<RowError> errors = new ArrayList<>(content.errors());
    content
        .rows()
        .forEach(
            (row, review) -> {
              if (unknown.contains(review.threadId())) {
                Remark problem = Wording.UNKNOWN_THREAD.of("thread", review.threadId());
                errors.add(new RowError(row, problem));
              }
            });
    errors.sort(Comparator.comparingInt(RowError::row));
    return errors;
  }
}
