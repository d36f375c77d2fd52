package dev.comicpile.query.archive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

  @GetMapping(path = "/api/admin/export/json", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Every reader with all their events, test data left out")
  void json(HttpServletResponse response) throws IOException {
    export.requireAllReaders();
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("comic-pile.json").build().toString());
    export.write(response.getOutputStream());
  }
}
