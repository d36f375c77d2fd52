package dev.comicpile.domain.decision;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;

/**
 * What was decided: one action with its events, to be appended as a whole. Without events the
 * command changed nothing and is no action; its reply holds all the same.
 */
public record Decision(ActionType action, List<Step> steps, PileReply reply) {

  public Decision {
    steps = List.copyOf(steps);
  }

  /** An event, and the pile that it leaves: nobody who has the decision need fold it again. */
  public record Step(RecordedEvent recorded, Pile after) {}

  /** The events in their order. */
  public List<PileEvent> events() {
    return steps.stream().map(step -> step.recorded().event()).toList();
  }
}
