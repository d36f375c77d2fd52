package dev.comicpile.api.command;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import org.jspecify.annotations.Nullable;

/** Commands that start and end a sitting. */
public sealed interface SessionCommand<R extends PileReply> extends PileCommand<R> {

  /** Starts a session, with a die of that many sides or the configured one. */
  record StartSession(ReaderId readerId, @Nullable Integer startDie)
      implements SessionCommand<SessionReply> {}

  /** Ends the active session. */
  record EndSession(ReaderId readerId) implements SessionCommand<SessionReply> {}
}
