package dev.comicpile.command.thread;

import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.command.thread.CsvFile.RowError;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Threads and reviews from a spreadsheet, into the pile of whoever sends it. */
@RestController
@RequestMapping(path = "/api", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
class ImportController {

  private final PileCommands pile;
  private final ThreadFile threadFile;
  private final ReviewFile reviewFile;

  ImportController(PileCommands pile, ThreadFile threadFile, ReviewFile reviewFile) {
    this.pile = pile;
    this.threadFile = threadFile;
    this.reviewFile = reviewFile;
  }

  /** How many rows were imported, and what is wrong with the others. */
  @Schema(name = "ImportResult")
  record Imported(int imported, List<String> errors) {}

  @PostMapping("/threads/import/csv")
  @Tag(name = "Threads")
  @Operation(
      operationId = "importThreads",
      summary = "Add the threads of a CSV file with title, format, issues_remaining",
      description =
          "Each good row goes to the front of the queue, so that the last row ends first; bad"
              + " rows are named in the answer. All of it is one action.")
  Imported importCsv(
      Reader reader, @RequestPart("file") MultipartFile file, HttpServletResponse response)
      throws IOException {
    ThreadFile.Content content = threadFile.read(file);
    CountReply reply =
        pile.send(
            new ImportThreads(reader.pileId(), content.rows()), CountReply.class, reader, response);
    return new Imported(reply.count(), content.errors().stream().map(RowError::sentence).toList());
  }

  @PostMapping("/admin/import/csv")
  @Tag(name = "Admin")
  @Operation(
      operationId = "importThreadsAsAdmin",
      summary = "Add the threads of a CSV file to the admin's own pile",
      description = "The same as importThreads, beside the other imports of an admin.")
  Imported importCsvAsAdmin(
      Reader admin, @RequestPart("file") MultipartFile file, HttpServletResponse response)
      throws IOException {
    return importCsv(admin, file, response);
  }

  @PostMapping("/admin/import/reviews")
  @Tag(name = "Admin")
  @Operation(
      operationId = "importReviews",
      summary = "Take the reviews of a CSV file over to the admin's own threads",
      description =
          "The columns are thread_id, review_url and review_timestamp. Rows of threads that the"
              + " pile does not hold are named in the answer; the others are one action.")
  Imported importReviews(
      Reader admin, @RequestPart("file") MultipartFile file, HttpServletResponse response)
      throws IOException {
    ReviewFile.Content content = reviewFile.read(file);
    ReviewsReply reply =
        pile.send(
            new ImportReviews(admin.pileId(), List.copyOf(content.reviews().values())),
            ReviewsReply.class,
            admin,
            response);
    return new Imported(reply.imported(), content.errors(Set.copyOf(reply.unknownThreads())));
  }
}
