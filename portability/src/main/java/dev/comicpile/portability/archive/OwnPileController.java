package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.portability.WrittenOnce;
import dev.comicpile.portability.export.Exports;
import dev.comicpile.portability.export.ThreadExport;
import dev.comicpile.portability.format.Archive;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.FieldProblem;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.PileVersionHeader;
import dev.comicpile.web.Reader;
import dev.comicpile.web.StreamedBody;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Taking everything of one's own out, and into an empty pile of one's own. */
@RestController
class OwnPileController {

  /** Any reader may send one, so it is less than an admin may. */
  private static final DataSize LIMIT = DataSize.ofMegabytes(256);

  /** Most files are brought in at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OwnPile pile;
  private final Archives archives;
  private final WrittenOnce writes;
  private final PileVersionHeader versions;
  private final DataSize limit;
  private final OneAtATime turns = new OneAtATime(PATIENCE);

  OwnPileController(
      OwnPile pile,
      Archives archives,
      WrittenOnce writes,
      PileVersionHeader versions,
      PileSettings settings) {
    this.pile = pile;
    this.archives = archives;
    this.writes = writes;
    this.versions = versions;
    this.limit = settings.importLimit().compareTo(LIMIT) < 0 ? settings.importLimit() : LIMIT;
  }

  /**
   * What an import has brought in.
   *
   * @param version the one that the pile has reached
   * @param notCarriedOver a sentence for everything that is not quite what the file says
   * @param remarks the same for programs, in the same order
   */
  record PileTaken(long version, List<String> notCarriedOver, List<Remark.Coded> remarks) {}

  /**
   * Everything of the reader's own, as a file.
   *
   * <p>As {@code json}, what importOwnPile takes back, here or on another system; as {@code csv},
   * the threads, which the import of a CSV file takes; as {@code ndjson}, the events, one a line.
   * Written as it is read.
   */
  @GetMapping("/api/account/export")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE, schema = @Schema(type = "object"))
      })
  ResponseEntity<StreamedBody> exportOwnPile(
      Reader reader,
      @Parameter(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"json", "csv", "ndjson"},
                      defaultValue = "json"))
          @RequestParam(defaultValue = "json")
          String format) {
    ReaderId id = reader.id();
    String name = "my-comic-pile." + format;
    return switch (format) {
      case "json" -> Exports.file(MediaType.APPLICATION_JSON, name, out -> pile.writeJson(id, out));
      case "csv" -> Exports.file(ThreadExport.CSV, name, out -> pile.writeCsv(id, out));
      case "ndjson" ->
          Exports.file(MediaType.APPLICATION_NDJSON, name, out -> pile.writeLines(id, out));
      default ->
          throw new BadInputException(
              new FieldProblem(
                  "query.format", "must be one of json, csv, ndjson", FieldProblem.MALFORMED));
    };
  }

  /**
   * Bring one's own export into one's own empty pile, with the original times.
   *
   * <p>The export is the body, or the part {@code file} of a form. It may come from another system;
   * threads and sessions get new ids. A pile in which anything was done is a 409.
   */
  @PostMapping(
      path = "/api/account/import",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
  @TakesArchive
  Accepted<PileTaken> importOwnPile(WriteRequest write, HttpServletRequest request)
      throws IOException {
    return UploadedArchive.taken(
        request, limit, (name, file) -> turns.run(() -> taken(write, name, file)));
  }

  private Accepted<PileTaken> taken(WriteRequest write, String name, Path file) throws IOException {
    Archive archive = archives.checkOne(file);
    long version =
        writes.once(
            write.with(name), pile.isInDatabase(), () -> pile.take(write.readerId(), archive));
    return new Accepted<>(
        versions.ofWrite(write, write.readerId(), version),
        new PileTaken(
            version,
            Remark.texts(archive.notCarriedOver()),
            Remark.coded(archive.notCarriedOver())));
  }
}
