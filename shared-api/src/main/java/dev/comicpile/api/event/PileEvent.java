package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import java.time.Instant;

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
}
