package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
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
import dev.comicpile.domain.undo.Actions;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One event as the history shows it, with names and numbers as they were then. */
@Entity
@IdClass(EntryId.class)
@Table(schema = "views", name = "history_entry")
class HistoryEntry {

  @Id
  @Column(name = "reader_id")
  private long readerId;

  @Id private long version;

  private String type;

  private Instant at;

  @Column(name = "session_id")
  private @Nullable Long sessionId;

  @Column(name = "thread_id")
  private @Nullable Long threadId;

  @Column(name = "thread_title")
  private @Nullable String threadTitle;

  private @Nullable Integer die;

  private @Nullable Integer result;

  /** The threads a roll was made over, in queue order. */
  @JdbcTypeCode(SqlTypes.ARRAY)
  private @Nullable List<Long> pool;

  @Column(name = "selection_method")
  private @Nullable String selectionMethod;

  private @Nullable Double rating;

  @Column(name = "issues_read")
  private @Nullable Integer issuesRead;

  @Column(name = "queue_move")
  private @Nullable String queueMove;

  @Column(name = "die_after")
  private @Nullable Integer dieAfter;

  private boolean completed;

  private boolean undone;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected HistoryEntry() {}

  HistoryEntry(long readerId, long version, PileEvent event) {
    this.readerId = readerId;
    this.version = version;
    this.type = event.type().toString();
    this.at = event.at();
    this.sessionId = Actions.sessionId(event);
    this.threadId = Actions.threadId(event);
    this.threadTitle = Actions.threadTitle(event);
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

  boolean is(ActionType type) {
    return this.type.equals(type.toString());
  }

  long version() {
    return version;
  }

  String type() {
    return type;
  }

  Instant at() {
    return at;
  }

  @Nullable Long sessionId() {
    return sessionId;
  }

  @Nullable Long threadId() {
    return threadId;
  }

  @Nullable String threadTitle() {
    return threadTitle;
  }

  @Nullable Integer die() {
    return die;
  }

  @Nullable Integer result() {
    return result;
  }

  @Nullable List<Long> pool() {
    return pool;
  }

  @Nullable String selectionMethod() {
    return selectionMethod;
  }

  @Nullable Double rating() {
    return rating;
  }

  @Nullable Integer issuesRead() {
    return issuesRead;
  }

  @Nullable String queueMove() {
    return queueMove;
  }

  @Nullable Integer dieAfter() {
    return dieAfter;
  }

  boolean completed() {
    return completed;
  }

  boolean undone() {
    return undone;
  }
}
