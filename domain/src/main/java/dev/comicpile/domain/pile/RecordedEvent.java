package dev.comicpile.domain.pile;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.PileEvent;

/**
 * An event in its place in the reader's stream.
 *
 * @param version counted from 1
 * @param action the kind of action it belongs to
 * @param actionVersion the version of that action's last event
 */
public record RecordedEvent(long version, PileEvent event, ActionType action, long actionVersion) {

  /** Whether its action is complete with it. */
  public boolean endsAction() {
    return version == actionVersion;
  }
}
