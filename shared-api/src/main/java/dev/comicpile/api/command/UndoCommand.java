package dev.comicpile.api.command;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.ActionsReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import org.jspecify.annotations.Nullable;

/** Commands that go back and forth in the pile's own past. */
public sealed interface UndoCommand<R extends PileReply> extends PileCommand<R> {

  /**
   * Takes back the latest action that stands.
   *
   * @param version of the action that is meant, refused where another one would be taken back; null
   *     where whichever is the latest is meant
   */
  record UndoAction(ReaderId readerId, @Nullable Long version)
      implements UndoCommand<ActionsReply> {}

  /**
   * Brings back the action taken back last.
   *
   * @param version of the action that is meant, refused where another one would be brought back;
   *     null where whichever was taken back last is meant
   */
  record RedoAction(ReaderId readerId, @Nullable Long version)
      implements UndoCommand<ActionsReply> {}

  /** Restores the pile to a restore point (a version) of a session. */
  record RestoreSnapshot(ReaderId readerId, SessionId sessionId, long version)
      implements UndoCommand<SessionReply> {}

  /** Restores the pile to the start of a session. */
  record RestoreSessionStart(ReaderId readerId, SessionId sessionId)
      implements UndoCommand<SessionReply> {}

  /** Restores the pile to any version that ends an action. */
  record RestoreVersion(ReaderId readerId, long version) implements UndoCommand<SessionReply> {}
}
