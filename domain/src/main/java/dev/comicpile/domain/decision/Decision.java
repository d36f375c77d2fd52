package dev.comicpile.domain.decision;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.view.PileReply;
import java.util.List;

/**
 * What was decided: one action with its events, to be appended as a whole. Without events the
 * command changed nothing and is no action; its reply holds all the same.
 */
public record Decision(ActionType action, List<PileEvent> events, PileReply reply) {

  public Decision {
    events = List.copyOf(events);
  }
}
