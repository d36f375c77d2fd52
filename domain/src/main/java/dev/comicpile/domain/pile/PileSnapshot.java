package dev.comicpile.domain.pile;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import java.util.List;

/**
 * The state of a pile as plain values, for a snapshot of the aggregate: an optimisation of loading,
 * never a source for undo.
 *
 * @param done the actions undo can take back, the oldest first
 * @param undone the actions redo can bring back, the next one last
 */
public record PileSnapshot(
    ReaderId readerId,
    long version,
    List<ThreadFacts> threads,
    List<SessionFacts> sessions,
    List<Action> done,
    List<Action> undone) {

  public PileSnapshot {
    threads = List.copyOf(threads);
    sessions = List.copyOf(sessions);
    done = List.copyOf(done);
    undone = List.copyOf(undone);
  }
}
