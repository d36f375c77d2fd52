package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.ReviewUrl;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.Wording;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads from CSV where threads were reviewed and when. */
@Component
class ReviewFile {

  private static final String AT = "review_timestamp";

  private static final List<String> NEEDED =
      List.of(Columns.THREAD_ID.name(), Columns.REVIEW_URL.name(), AT);

  private final Clock clock;

  ReviewFile(Clock clock) {
    this.clock = clock;
  }

  /**
   * The good rows by their numbers, what is wrong with others, and the columns that are not known.
   */
  record Content(Map<Integer, Review> reviews, List<RowError> errors, List<String> unknownColumns) {

    /** Everything that is wrong, rows of unknown threads included. */
    List<RowError> errors(Set<ThreadId> unknownThreads) {
      Stream<RowError> unknown =
          reviews.entrySet().stream()
              .filter(row -> unknownThreads.contains(row.getValue().threadId()))
              .map(
                  row ->
                      new RowError(
                          row.getKey(),
                          Wording.UNKNOWN_THREAD.of("thread", row.getValue().threadId())));
      return Stream.concat(errors.stream(), unknown)
          .sorted(Comparator.comparingInt(RowError::row))
          .toList();
    }
  }

  /**
   * Reads a file.
   *
   * @throws org.springframework.web.server.ResponseStatusException if it is no such file as a whole
   *     (400) or has too many rows (413)
   */
  Content read(MultipartFile file) throws IOException {
    CsvFile.Content csv = CsvFile.read(file, NEEDED, Set.of());
    Column<Instant> at = new Columns(clock.instant()).reviewTimestamp();
    Map<Integer, Review> reviews = new TreeMap<>();
    List<RowError> errors = new ArrayList<>(csv.errors());
    for (CsvFile.Row row : csv.rows()) {
      RowReader reader = new RowReader(row);
      ThreadId thread = reader.needed(Columns.THREAD_ID, ThreadId::new);
      ReviewUrl url = reader.needed(Columns.REVIEW_URL, ReviewUrl::new);
      Instant time = reader.needed(at);
      errors.addAll(reader.errors());
      if (thread != null && url != null && time != null) {
        reviews.put(row.number(), new Review(thread, url, time.truncatedTo(ChronoUnit.MILLIS)));
      }
    }
    return new Content(reviews, errors, csv.unknownColumns());
  }
}
