package dev.comicpile.command.demo;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.command.pile.PileCommands;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.WriteRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A fresh start for the demo reader. */
@RestController
class DemoController {

  private final DemoReader demo;
  private final PileCommands pile;

  DemoController(DemoReader demo, PileCommands pile) {
    this.demo = demo;
    this.pile = pile;
  }

  /** How many sample comics the demo reader's pile holds. */
  record DemoReset(int threads) {}

  /**
   * Set the demo reader's pile back to its sample comics, as one action.
   *
   * <p>An action of the demo reader, which their own undo takes back.
   */
  @PostMapping("/api/admin/reset-demo")
  Accepted<DemoReset> resetDemo(WriteRequest write) {
    ReaderId readerId =
        demo.find()
            .orElseThrow(
                () ->
                    RefusedException.notFound(
                        "no_demo_reader",
                        "There is no demo reader. Please start Comic Pile with --demo first."));
    return pile.send(new ReplaceThreads(readerId, DemoReader.samples()), write)
        .map(reply -> new DemoReset(reply.count()));
  }
}
