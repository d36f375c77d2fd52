package dev.comicpile.portability;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.WriteRequest;

/** The way in for every write to a pile. A command is decided as a whole or not at all. */
public interface PileWrites {

  /**
   * Sends a command on the conditions of the request that asks for it.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule or a condition forbids it
   */
  <R extends PileReply> Accepted<R> send(PileCommand<R> command, WriteRequest write);

  /**
   * Sends a command that no request asked for.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule forbids it
   */
  <R extends PileReply> R send(PileCommand<R> command);
}
