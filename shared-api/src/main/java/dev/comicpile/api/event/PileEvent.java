package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a pile, as facts: every value a view needs, so that no reader of
 * events recomputes a rule. Events are a published contract: they are only ever added to or given a
 * new revision.
 */
public sealed interface PileEvent permits ThreadEvent, QueueEvent, SessionEvent, UndoEvent {

  /** When it happened. */
  Instant at();

  /** The word this event is entered under in the history. */
  ActionType type();

  /** The threads that it holds whole, as they are after it. */
  default List<ThreadFacts> wholeThreads() {
    return switch (this) {
      case ThreadEvent.ThreadAdded e -> List.of(e.thread());
      case ThreadEvent.ThreadsImported e -> e.threads();
      case ThreadEvent.ThreadEdited e -> List.of(e.thread());
      case UndoEvent e -> e.difference().threads();
      default -> List.of();
    };
  }
}
