package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow from the events of piles. Threads and sessions are written for it as the
 * domain's fold has them; what else it keeps, it writes itself. It is handed whole actions, in
 * order, each event once: {@link Projector} and {@link LiveEvents} see to that.
 */
public interface View {

  /** Its name, as its rows have it. */
  ViewName name();

  /** Where it keeps a reader's threads; null for a view without any. */
  default @Nullable ThreadTable threads() {
    return null;
  }

  /** Begins to write about events of a reader; nothing but threads and sessions by itself. */
  default Run begin(ReaderId readerId, Changes changes) {
    return (recorded, after) -> {};
  }

  /** The tables that hold its rows, each with the reader's id; sessions aside. */
  List<String> tables();

  /** What a view writes about one run of events. */
  interface Run {

    /**
     * Takes the next event up.
     *
     * @param after the threads and sessions that it concerns, as they are after it
     */
    void take(RecordedEvent recorded, Contents after);

    /** Adds what is to be written, after the last event. */
    default void end(Fold fold) {}
  }
}
