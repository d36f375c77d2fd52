package dev.comicpile.query.history;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.domain.undo.Actions;
import dev.comicpile.query.view.Changes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as the history writes it down, with names and numbers as they were then. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonInclude(JsonInclude.Include.NON_NULL) // what is left out is null, and costs the database less
@SuppressWarnings("unused") // they are written as JSON
final class EntryRow {

  static final String INSERT =
      Changes.into(
          "views.history_entry",
          """
          version, type, at, session_id, thread_id, thread_title, die, result, pool,
          selection_method, rating, issues_read, queue_move, die_after, completed, undone, action\
          """,
          "");

  private final long version;
  private final ActionType type;
  private final @Nullable SessionId sessionId;
  private final @Nullable ThreadId threadId;
  private final @Nullable String threadTitle;
  private final @Nullable ActionView action;
  private final boolean undone = false;
  private Instant at;
  private @Nullable Integer die;
  private @Nullable Integer result;
  private @Nullable List<ThreadId> pool;
  private @Nullable SelectionMethod selectionMethod;
  private @Nullable Double rating;
  private @Nullable Integer issuesRead;
  private @Nullable String queueMove;
  private @Nullable Integer dieAfter;
  private boolean completed;

  /**
   * The entry of an event.
   *
   * @param action the one that is complete with the event, if any
   */
  EntryRow(long version, PileEvent event, @Nullable ActionView action) {
    this.version = version;
    this.action = action;
    type = event.type();
    sessionId = Actions.sessionId(event);
    threadId = Actions.threadId(event);
    threadTitle = Actions.threadTitle(event);
    at = event.at();
    switch (event) {
      case DieRolled e -> {
        die = e.die().sides();
        result = e.result();
        pool = e.pool();
        selectionMethod = SelectionMethod.RANDOM;
      }
      case ThreadChosen e -> {
        die = e.die().sides();
        result = 0;
        selectionMethod = e.selectionMethod();
      }
      case ThreadRated e -> {
        dice(e.dieBefore(), e.dieAfter());
        rating = e.rating();
        issuesRead = e.issuesRead();
        QueueEnd end = e.movedTo();
        queueMove = end == null ? null : end.toString();
        completed = e.issuesRemaining() == 0;
      }
      case IssuesRead e -> {
        issuesRead = e.issuesRead();
        completed = e.issuesRemaining() == 0;
      }
      case ThreadSnoozed e -> dice(e.dieBefore(), e.dieAfter());
      case DieSet e -> dice(e.dieBefore(), e.dieAfter());
      case ManualDieCleared e -> dice(e.dieBefore(), e.dieAfter());
      case SessionStarted e -> die = e.startDie().sides();
      // An idle session is recorded as over when the next one starts, but it was over before.
      case SessionEnded e -> at = e.endedAt();
      case ThreadMoved e -> queueMove = e.from() + " → " + e.to();
      case ThreadAdded e -> completed = e.thread().completed();
      case ThreadEdited e ->
          completed = e.thread().completed() && e.changed().contains("issues_remaining");
      case ThreadsImported e -> {}
      case ThreadReactivated e -> {}
      case ThreadDeleted e -> {}
      case QueueCleared e -> {}
      case PendingThreadSkipped e -> {}
      case ThreadUnsnoozed e -> {}
      case UndoEvent e -> {}
    }
  }

  private void dice(Die before, Die after) {
    die = before.sides();
    dieAfter = after.sides();
  }
}
