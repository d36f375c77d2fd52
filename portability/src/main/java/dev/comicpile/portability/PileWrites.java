package dev.comicpile.portability;

import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.web.Reader;
import jakarta.servlet.http.HttpServletResponse;

/** The way in for every write to a pile. A command is decided as a whole or not at all. */
public interface PileWrites {

  /**
   * Sends a reader's command on the conditions that the present request carries, and names the
   * pile's version in the answer.
   *
   * @param expected the reply this kind of command gives
   * @param reader who asks for it
   * @throws dev.comicpile.api.problem.PileRefusal where a rule or a condition forbids it
   */
  <R extends PileReply> R send(
      PileCommand<?> command, Class<R> expected, Reader reader, HttpServletResponse response);

  /**
   * Sends a command that no request asked for.
   *
   * @throws dev.comicpile.api.problem.PileRefusal where a rule forbids it
   */
  PileReply send(PileCommand<?> command);
}
