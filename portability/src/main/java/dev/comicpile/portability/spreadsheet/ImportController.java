package dev.comicpile.portability.spreadsheet;

import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportReviews.Review;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.portability.PileWrites;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.spreadsheet.CsvFile.RowError;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final PileWrites pile;
  private final Clock clock;

  ImportController(PileWrites pile, Clock clock) {
    this.pile = pile;
    this.clock = clock;
  }

  /**
   * How many rows were imported, what is wrong with the others, and which columns are not known.
   */
  @Schema(name = "ImportResult")
  record Imported(
      int imported,
      List<String> errors,
      List<RefusedRow> refusedRows,
      List<String> unknownColumns) {

    static Imported of(int imported, List<RowError> errors, List<String> unknownColumns) {
      return new Imported(
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

  @PostMapping("/threads/import/csv")
  @Tag(name = "Threads")
  @Operation(
      summary = "Add the threads of a CSV file with title, format, issues_remaining",
      description =
          "Each good row goes to the front of the queue, so that the last row ends first; bad"
              + " rows are named in the answer. All of it is one action.")
  Accepted<Imported> importThreads(WriteRequest write, @RequestPart("file") MultipartFile file)
      throws IOException {
    CsvFile.Content<ImportThreads.Row> content = ThreadFile.read(file, clock.instant());
    List<ImportThreads.Row> rows = List.copyOf(content.rows().values());
    return pile.send(new ImportThreads(write.readerId(), rows), write)
        .map(reply -> Imported.of(reply.count(), content.errors(), content.unknownColumns()));
  }

  @PostMapping("/admin/import/csv")
  @Tag(name = "Admin")
  @Operation(
      summary = "Add the threads of a CSV file to the admin's own pile",
      description = "The same as importThreads, beside the other imports of an admin.")
  Accepted<Imported> importThreadsAsAdmin(
      WriteRequest write, @RequestPart("file") MultipartFile file) throws IOException {
    return importThreads(write, file);
  }

  @PostMapping("/admin/import/reviews")
  @Tag(name = "Admin")
  @Operation(
      summary = "Take the reviews of a CSV file over to the admin's own threads",
      description =
          "The columns are thread_id, review_url and review_timestamp. Rows of threads that the"
              + " pile does not hold are named in the answer; the others are one action.")
  Accepted<Imported> importReviews(WriteRequest write, @RequestPart("file") MultipartFile file)
      throws IOException {
    CsvFile.Content<Review> content = ReviewFile.read(file, clock.instant());
    List<Review> reviews = List.copyOf(content.rows().values());
    return pile.send(new ImportReviews(write.readerId(), reviews), write)
        .map(
            reply ->
                Imported.of(
                    reply.imported(),
                    ReviewFile.errors(content, Set.copyOf(reply.unknownThreads())),
                    content.unknownColumns()));
  }
}
