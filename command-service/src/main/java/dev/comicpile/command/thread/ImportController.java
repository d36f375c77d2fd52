package dev.comicpile.command.thread;

import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Threads from a spreadsheet. */
@RestController
@RequestMapping("/api/threads/import")
@Tag(name = "Threads")
class ImportController {

  private final PileCommands pile;
  private final ThreadFile threadFile;

  ImportController(PileCommands pile, ThreadFile threadFile) {
    this.pile = pile;
    this.threadFile = threadFile;
  }

  /** How many threads were imported, and what is wrong with the other rows. */
  record Imported(int imported, List<String> errors) {}

  @PostMapping(path = "/csv", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(summary = "Add the threads of a CSV file with title, format, issues_remaining")
  Imported importCsv(
      Reader reader, @RequestPart("file") MultipartFile file, HttpServletResponse response)
      throws IOException {
    String name = file.getOriginalFilename();
    if (name == null || !name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The file must be a CSV file named *.csv.");
    }
    ThreadFile.Content content = threadFile.read(file.getBytes());
    CountReply reply =
        pile.send(
            new ImportThreads(reader.pileId(), content.rows()), CountReply.class, reader, response);
    return new Imported(reply.count(), content.errors());
  }
}
