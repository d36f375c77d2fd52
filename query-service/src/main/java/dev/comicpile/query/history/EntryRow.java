package dev.comicpile.query.history;

import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.ReaderId;
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
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.view.Rows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as the history writes it down, with names and numbers as they were then. */
final class EntryRow {

  /** Where the entries are. */
  static final Rows.Table TABLE =
      Rows.Table.of(
          "views.history_entry",
          """
          reader_id bigint, version bigint, type text, at timestamptz, session_id bigint,
          thread_id bigint, thread_title text, die integer, result integer, pool bigint[],
          selection_method text, rating double precision, issues_read integer, queue_move text,
          die_after integer, completed boolean, undone boolean, action jsonb\
          """,
          "");

  private Instant at;
  private @Nullable Integer die;
  private @Nullable Integer result;
  private @Nullable List<ThreadId> pool;
  private @Nullable String selectionMethod;
  private @Nullable Double rating;
  private @Nullable Integer issuesRead;
  private @Nullable String queueMove;
  private @Nullable Integer dieAfter;
  private boolean completed;

  private EntryRow(PileEvent event) {
    at = event.at();
    switch (event) {
      case DieRolled e -> {
        die = e.die().sides();
        result = e.result();
        pool = e.pool();
        selectionMethod = SelectionMethod.RANDOM.toString();
      }
      case ThreadChosen e -> {
        die = e.die().sides();
        result = 0;
        selectionMethod = e.selectionMethod().toString();
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

  /**
   * The values of an event's entry, one for each column.
   *
   * @param action the one that is complete with the event, if any
   */
  static @Nullable Object[] of(
      ReaderId readerId, long version, PileEvent event, @Nullable ActionView action) {
    EntryRow row = new EntryRow(event);
    SessionId session = Actions.sessionId(event);
    ThreadId thread = Actions.threadId(event);
    return new @Nullable Object[] {
      readerId.number(),
      version,
      event.type().toString(),
      row.at,
      session == null ? null : (Long) session.number(),
      thread == null ? null : (Long) thread.number(),
      Actions.threadTitle(event),
      row.die,
      row.result,
      row.pool == null ? null : row.pool.stream().map(ThreadId::number).toArray(Long[]::new),
      row.selectionMethod,
      row.rating,
      row.issuesRead,
      row.queueMove,
      row.dieAfter,
      row.completed,
      false,
      action == null ? null : FactsJson.write(action)
    };
  }
}
