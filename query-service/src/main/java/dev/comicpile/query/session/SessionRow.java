package dev.comicpile.query.session;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.event.SessionEvent;
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
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A session of the queue view, with all its facts. */
@Entity
@Table(schema = "views", name = "session")
public class SessionRow extends SessionHeader {

  @Column(name = "pick_thread_id")
  private @Nullable Long pickThreadId;

  @Column(name = "pick_method")
  private @Nullable String pickMethod;

  @Column(name = "pick_die")
  @Convert(converter = DieSides.class)
  private @Nullable Die pickDie;

  @Column(name = "pick_result")
  private @Nullable Integer pickResult;

  @Column(name = "pick_offset")
  private @Nullable Integer pickOffset;

  @Column(name = "pick_snoozed_count")
  private @Nullable Integer pickSnoozedCount;

  @Column(name = "picked_at")
  private @Nullable Instant pickedAt;

  private boolean pending;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<Long> snoozed;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected SessionRow() {}

  /** A session that starts: nothing picked, nothing snoozed. */
  public SessionRow(long readerId, long startVersion, SessionStarted event) {
    super(readerId, startVersion, event);
    this.snoozed = List.of();
  }

  @Override
  public void apply(SessionEvent event) {
    super.apply(event);
    switch (event) {
      case DieRolled e ->
          pick(
              new Pick(
                  e.threadId(),
                  SelectionMethod.RANDOM,
                  e.die(),
                  e.result(),
                  e.offset(),
                  e.snoozedCount(),
                  e.at()));
      case ThreadChosen e ->
          pick(
              new Pick(
                  e.threadId(),
                  e.selectionMethod(),
                  e.die(),
                  0,
                  e.offset(),
                  e.snoozedCount(),
                  e.at()));
      case PendingThreadSkipped e -> pending = false;
      case ThreadRated e -> pending = false;
      case IssuesRead e -> pending = false;
      case ThreadSnoozed e -> {
        pending = false;
        snoozed = Stream.concat(snoozed.stream(), Stream.of(e.threadId())).toList();
      }
      case ThreadUnsnoozed e -> unsnooze(e.threadId());
      case SessionEnded e -> {
        pending = false;
        snoozed = List.of();
      }
      case SessionStarted e -> {}
      case DieSet e -> {}
      case ManualDieCleared e -> {}
    }
  }

  @Override
  public void become(SessionFacts facts) {
    super.become(facts);
    setPick(facts.pick());
    pending = facts.pending();
    snoozed = facts.snoozed();
  }

  /** A thread that is completed or gone is no longer pending and no longer snoozed. */
  public void without(long threadId) {
    if (pickThreadId != null && pickThreadId == threadId) {
      pending = false;
    }
    unsnooze(threadId);
  }

  private void unsnooze(long threadId) {
    if (snoozed.contains(threadId)) {
      snoozed = snoozed.stream().filter(id -> id != threadId).toList();
    }
  }

  private void pick(Pick pick) {
    setPick(pick);
    pending = true;
  }

  private void setPick(@Nullable Pick pick) {
    pickThreadId = pick == null ? null : (Long) pick.threadId();
    pickMethod = pick == null ? null : pick.method().toString();
    pickDie = pick == null ? null : pick.die();
    pickResult = pick == null ? null : (Integer) pick.result();
    pickOffset = pick == null ? null : (Integer) pick.offset();
    pickSnoozedCount = pick == null ? null : (Integer) pick.snoozedCount();
    pickedAt = pick == null ? null : pick.at();
  }

  private @Nullable Pick pick() {
    if (pickThreadId == null
        || pickMethod == null
        || pickDie == null
        || pickResult == null
        || pickOffset == null
        || pickSnoozedCount == null
        || pickedAt == null) {
      return null;
    }
    return new Pick(
        pickThreadId,
        SelectionMethod.valueOf(pickMethod.toUpperCase(Locale.ROOT)),
        pickDie,
        pickResult,
        pickOffset,
        pickSnoozedCount,
        pickedAt);
  }

  /** All there is to know of it. */
  public SessionFacts facts() {
    return new SessionFacts(
        id(),
        startedAt(),
        endedAt(),
        lastActivityAt(),
        startDie(),
        ladderDie(),
        manualDie(),
        ladder(),
        pick(),
        pending,
        snoozed);
  }
}
