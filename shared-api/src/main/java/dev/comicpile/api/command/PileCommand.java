package dev.comicpile.api.command;

/**
 * Anything a reader can ask of a pile. One accepted command is one action, one append and one step
 * of undo.
 */
public sealed interface PileCommand
    permits ThreadCommand, QueueCommand, DiceCommand, SessionCommand, UndoCommand {

  /** The reader whose pile is meant; commands are routed by it. */
  String readerId();
}
