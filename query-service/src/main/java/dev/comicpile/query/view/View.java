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
 *
 * @param tables those that hold its rows, each with the reader's id; sessions aside
 * @param threads where it keeps a reader's threads; null for a view without any
 * @param writing begins to write about events of a reader
 */
public record View(
    ViewName name, List<String> tables, @Nullable ThreadTable threads, Writing writing) {

  /** Its tables do not change. */
  public View {
    tables = List.copyOf(tables);
  }

  /** Begins to write. */
  @FunctionalInterface
  public interface Writing {

    /** Nothing but threads and sessions. */
    Writing NOTHING = (readerId, changes) -> (recorded, after) -> {};

    /** Begins with events of a reader that follow on each other. */
    Run begin(ReaderId readerId, Changes changes);
  }

  /** What a view writes about one run of events. */
  public interface Run {

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
