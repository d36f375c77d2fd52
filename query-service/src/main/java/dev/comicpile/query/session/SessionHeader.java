package dev.comicpile.query.session;

import dev.comicpile.api.Die;
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
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** When a session was and how its die went: what every view keeps of it. */
@MappedSuperclass
public abstract class SessionHeader {

  @Id private long id;

  @Column(name = "reader_id", updatable = false)
  private long readerId;

  @Column(name = "start_version", updatable = false)
  private long startVersion;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "last_activity_at")
  private Instant lastActivityAt;

  @Column(name = "start_die")
  @Convert(converter = DieSides.class)
  private Die startDie;

  @Column(name = "ladder_die")
  @Convert(converter = DieSides.class)
  private Die ladderDie;

  @Column(name = "manual_die")
  @Convert(converter = DieSides.class)
  private @Nullable Die manualDie;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<Integer> ladder;

  private boolean undone;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected SessionHeader() {}

  /**
   * A session that starts.
   *
   * @param startVersion the version of the event that started it
   */
  protected SessionHeader(long readerId, long startVersion, SessionStarted event) {
    this.id = event.sessionId();
    this.readerId = readerId;
    this.startVersion = startVersion;
    this.startedAt = event.at();
    this.lastActivityAt = event.at();
    this.startDie = event.startDie();
    this.ladderDie = event.startDie();
    this.ladder = List.of(event.startDie().sides());
  }

  /** Sets what an event of the session changed; any of them counts as activity. */
  public void apply(SessionEvent event) {
    lastActivityAt = event.at();
    switch (event) {
      case SessionStarted e ->
          throw new IllegalStateException("session " + id + " starts a second time");
      case SessionEnded e -> {
        endedAt = e.endedAt();
        lastActivityAt = e.endedAt();
      }
      case ThreadRated e -> {
        ladderDie = e.dieAfter();
        manualDie = null;
        ladder = Stream.concat(ladder.stream(), Stream.of(e.dieAfter().sides())).toList();
      }
      case ThreadSnoozed e -> manualDie = e.dieAfter();
      case DieSet e -> manualDie = e.dieAfter();
      case ManualDieCleared e -> manualDie = null;
      case DieRolled e -> {}
      case ThreadChosen e -> {}
      case PendingThreadSkipped e -> {}
      case IssuesRead e -> {}
      case ThreadUnsnoozed e -> {}
    }
  }

  /** Sets all its facts, and that its start stands. */
  public void become(SessionFacts facts) {
    startedAt = facts.startedAt();
    endedAt = facts.endedAt();
    lastActivityAt = facts.lastActivityAt();
    startDie = facts.startDie();
    ladderDie = facts.ladderDie();
    manualDie = facts.manualDie();
    ladder = facts.ladder().stream().map(Die::sides).toList();
    undone = false;
  }

  /** Its start no longer stands. */
  public void takeBack() {
    undone = true;
  }

  /** From now on the idle time counts. */
  public void activeAt(Instant at) {
    lastActivityAt = at;
  }

  /** Whether it has not been ended; by its idle time it may be over all the same. */
  public boolean open() {
    return endedAt == null && !undone;
  }

  /** Whether it goes on at a moment. */
  public boolean activeAt(Instant now, Duration gap) {
    return open() && !lastActivityAt.plus(gap).isBefore(now);
  }

  /** When it was over, as seen at a moment; null while it goes on. */
  public @Nullable Instant overAt(Instant now, Duration gap) {
    if (endedAt != null) {
      return endedAt;
    }
    return activeAt(now, gap) ? null : lastActivityAt;
  }

  public long id() {
    return id;
  }

  public long readerId() {
    return readerId;
  }

  /** The version of the event that started it. */
  public long startVersion() {
    return startVersion;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** When it was ended, null for one that was not. */
  public @Nullable Instant endedAt() {
    return endedAt;
  }

  public Instant lastActivityAt() {
    return lastActivityAt;
  }

  public Die startDie() {
    return startDie;
  }

  public Die ladderDie() {
    return ladderDie;
  }

  public @Nullable Die manualDie() {
    return manualDie;
  }

  /** The die the next roll is made with. */
  public Die currentDie() {
    return manualDie == null ? ladderDie : manualDie;
  }

  /** The start die and then the die after each rating. */
  public List<Die> ladder() {
    return ladder.stream().map(sides -> Die.withSides(sides).orElseThrow()).toList();
  }

  /** The ladder as clients see it: {@code 6 → 8 → 6}. */
  public String ladderPath() {
    return ladder.stream().map(String::valueOf).collect(Collectors.joining(" → "));
  }

  /** Whether its start was taken back. */
  public boolean undone() {
    return undone;
  }
}
