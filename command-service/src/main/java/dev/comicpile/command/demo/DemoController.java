package dev.comicpile.command.demo;

import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A fresh start for the demo reader. */
@RestController
@Tag(name = "Admin")
class DemoController {

  private final DemoReader demo;
  private final PileCommands pile;

  DemoController(DemoReader demo, PileCommands pile) {
    this.demo = demo;
    this.pile = pile;
  }

  /** How many sample comics the demo reader's pile holds. */
  @Schema(name = "DemoReset")
  record Reset(int threads) {}

  @PostMapping("/api/admin/reset-demo")
  @Operation(
      operationId = "resetDemo",
      summary = "Set the demo reader's pile back to its sample comics, as one action",
      description = "An action of the demo reader, which their own undo takes back.")
  Reset reset(Reader admin, HttpServletResponse response) {
    String readerId =
        demo.pile()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no demo reader. Please start Comic Pile with --demo first."));
    return new Reset(
        pile.send(
                new ReplaceThreads(readerId, DemoReader.samples()),
                CountReply.class,
                admin,
                response)
            .count());
  }
}
