package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.portability.export.ThreadExport;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Threads and reviews from a spreadsheet, into the pile of the sender. */
@RestController
@RequestMapping(path = "/api", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
class ImportController {

  private static final List<String> OF_THREADS =
      List.of(Columns.TITLE.name(), Columns.FORMAT.name(), Columns.ISSUES_REMAINING.name());

  /** All columns of an export; ids, owners and positions are given anew. */
  private static final Set<String> EXPORTED = Set.copyOf(ThreadExport.COLUMNS);

  private static final List<String> OF_REVIEWS =
      List.of(Columns.THREAD_ID.name(), Columns.REVIEW_URL.name(), Columns.REVIEW_TIMESTAMP.name());

  private final PileWrites pile;
  private final Clock clock;

  ImportController(PileWrites pile, Clock clock) {
    this.pile = pile;
    this.clock = clock;
  }

  /**
   * How many rows were imported, what is wrong with the others, and which columns are not known.
   */
  record ImportResult(
      int imported,
      List<String> errors,
      List<RefusedRow> refusedRows,
      List<String> unknownColumns) {

    static ImportResult of(int imported, List<RowError> errors, List<String> unknownColumns) {
      return new ImportResult(
          imported,
          errors.stream().map(RowError::sentence).toList(),
          errors.stream().map(RefusedRow::of).toList(),
          unknownColumns);
    }
  }

  /**
   * What is wrong with a row, for programs.
   *
   * @param row as a spreadsheet counts it, from 1
   */
  record RefusedRow(int row, String code, Map<String, String> values) {

    static RefusedRow of(RowError error) {
      Remark.Coded problem = error.problem().coded();
      return new RefusedRow(error.row(), problem.code(), problem.values());
    }
  }

  /**
   * Add the threads of a CSV file with title, format, issues_remaining.
   *
   * <p>Each good row goes to the front of the queue, so that the last row ends first; bad rows are
   * named in the answer. All of it is one action.
   */
  @PostMapping("/threads/import/csv")
  Accepted<ImportResult> importThreads(WriteRequest write, @RequestPart("file") MultipartFile file)
      throws IOException {
    CsvFile.Content<ImportThreads.Row> content =
        CsvFile.read(file, OF_THREADS, EXPORTED, clock.instant(), ImportController::thread);
    List<ImportThreads.Row> rows = List.copyOf(content.rows().values());
    return pile.send(new ImportThreads(write.readerId(), rows), write)
        .map(reply -> ImportResult.of(reply.count(), content.errors(), content.unknownColumns()));
  }

  private static ImportThreads.@Nullable Row thread(RowReader row) {
    Title title = row.needed(Columns.TITLE, Title::new);
    Format format = row.needed(Columns.FORMAT, Format::new);
    Issues issues = row.needed(Columns.ISSUES_REMAINING, Issues::new);
    Rating rating = row.optional(Columns.LAST_RATING, Rating::new);
    Instant activity = row.optional(Columns.LAST_ACTIVITY_AT);
    ReviewUrl reviewUrl = row.optional(Columns.REVIEW_URL, ReviewUrl::new);
    Instant review = row.optional(Columns.LAST_REVIEW_AT);
    Notes notes = row.optional(Columns.NOTES, Notes::new);
    Instant created = row.optional(Columns.CREATED_AT);
    return title == null || format == null || issues == null
        ? null
        : new ImportThreads.Row(
            title, format, issues, rating, activity, reviewUrl, review, notes, created);
  }

  /**
   * Add the threads of a CSV file to the admin's own pile.
   *
   * <p>The same as importThreads, beside the other imports of an admin.
   */
  @PostMapping("/admin/import/csv")
  Accepted<ImportResult> importThreadsAsAdmin(
      WriteRequest write, @RequestPart("file") MultipartFile file) throws IOException {
    return importThreads(write, file);
  }

  /**
   * Take the reviews of a CSV file over to the admin's own threads.
   *
   * <p>The columns are thread_id, review_url and review_timestamp. Rows of threads that the pile
   * does not hold are named in the answer; the others are one action.
   */
  @PostMapping("/admin/import/reviews")
  Accepted<ImportResult> importReviews(WriteRequest write, @RequestPart("file") MultipartFile file)
      throws IOException {
    CsvFile.Content<Review> content =
        CsvFile.read(
            file, OF_REVIEWS, Set.copyOf(OF_REVIEWS), clock.instant(), ImportController::review);
    List<Review> reviews = List.copyOf(content.rows().values());
    return pile.send(new ImportReviews(write.readerId(), reviews), write)
        .map(
            reply ->
                ImportResult.of(
                    reply.imported(),
                    errors(content, Set.copyOf(reply.unknownThreads())),
                    content.unknownColumns()));
  }

  private static @Nullable Review review(RowReader row) {
    ThreadId thread = row.needed(Columns.THREAD_ID, ThreadId::new);
    ReviewUrl url = row.needed(Columns.REVIEW_URL, ReviewUrl::new);
    Instant time = row.needed(Columns.REVIEW_TIMESTAMP);
    return thread == null || url == null || time == null
        ? null
        : new Review(thread, url, time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Everything that is wrong, rows of unknown threads included. */
  private static List<RowError> errors(CsvFile.Content<Review> content, Set<ThreadId> unknown) {
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
