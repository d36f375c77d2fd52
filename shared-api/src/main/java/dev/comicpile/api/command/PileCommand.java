package dev.comicpile.api.command;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.view.PileReply;

/**
 * Anything a reader can ask of a pile. One accepted command is one action, one append and one step
 * of undo.
 *
 * @param <R> what it answers once it is accepted
 */
public sealed interface PileCommand<R extends PileReply>
    permits ThreadCommand, QueueCommand, DiceCommand, SessionCommand, UndoCommand {

  /** The reader whose pile is meant; commands are routed by it. */
  ReaderId readerId();
}
