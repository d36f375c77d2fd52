package dev.comicpile.portability.export;

import dev.comicpile.web.StreamedBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes everything out, as a file. */
@RestController
@Tag(name = "Admin")
class ExportController {

  private final JsonExport export;

  ExportController(JsonExport export) {
    this.export = export;
  }

  @GetMapping("/api/admin/export/json")
  @Operation(
      operationId = "exportSystem",
      summary = "Every reader with all their events, test data left out",
      description =
          "What importSystem takes. A reader whose events could be read only in part has"
              + " unreadable_from, the first version that is missing. Written as it is read: where"
              + " the store is away, it ends in the middle of the JSON.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
  ResponseEntity<StreamedBody> json() {
    return Exports.file(MediaType.APPLICATION_JSON, "comic-pile.json", export::write);
  }
}
