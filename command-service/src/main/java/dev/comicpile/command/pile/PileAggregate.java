package dev.comicpile.command.pile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileSnapshot;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A reader's pile as Axon sees it, with its recent past: it applies what is decided, and decides
 * nothing itself. Without any event it is the empty pile, so nobody has to create it.
 *
 * <p>Its snapshot is only a quicker way to load it. The revision must be raised whenever {@link
 * PileSnapshot} or anything in it changes; snapshots of another revision are left aside.
 */
@AggregateRoot(type = PileStreams.TYPE)
@Revision("1")
final class PileAggregate {

  /** After how many events it is gone through how large the pile is; else it is estimated. */
  private static final int MEASURED_EVERY = 200;

  @SuppressWarnings("unused") // Axon reads it
  @AggregateIdentifier
  private final ReaderId readerId;

  private final RecentPast recent = new RecentPast();
  private Pile pile;

  /** The version of the latest snapshot known, 0 if there is none. */
  private long snapshotVersion;

  /** What the pile took when it was last gone through, and what has been added to it since. */
  private long measured;

  private long addedSince;
  private long measuredAt = -1;

  /** Whether others are known to have written to it; set without its lock. */
  private final AtomicBoolean behind = new AtomicBoolean();

  /** The version stored, where the pile may be behind it; null where it cannot be. */
  private @Nullable LongSupplier stored;

  /** The empty pile of a reader. */
  PileAggregate(ReaderId readerId) {
    this.readerId = readerId;
    this.pile = Pile.empty(readerId);
    recent.keep(pile);
  }

  /** The pile that a snapshot holds. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  PileAggregate(PileSnapshot snapshot) {
    this(Pile.of(snapshot));
  }

  /** The pile as a snapshot shows it. */
  PileAggregate(Pile pile) {
    this.readerId = pile.readerId();
    this.pile = pile;
    this.snapshotVersion = pile.version();
    recent.keep(pile);
  }

  @JsonValue
  PileSnapshot snapshot() {
    return pile.snapshot();
  }

  Pile pile() {
    return pile;
  }

  long version() {
    return pile.version();
  }

  RecentPast recent() {
    return recent;
  }

  /** Notes that others may have written to it. */
  void markBehind() {
    behind.set(true);
  }

  /** Whether others may have written to it since this was last asked. */
  boolean wasBehind() {
    return behind.getAndSet(false);
  }

  /**
   * Says what to compare the pile with where a command ends without an event, so that no append
   * tells that it was decided on old state.
   *
   * @param stored asks for the version stored; null where that is known to be the pile's
   */
  void compareWith(@Nullable LongSupplier stored) {
    this.stored = stored;
  }

  /**
   * Requires that no other process has written to the pile since.
   *
   * @throws ConcurrencyException if one has
   */
  void requireLatest() {
    LongSupplier compared = stored;
    if (compared != null && compared.getAsLong() > pile.version()) {
      throw new ConcurrencyException("another process has written to this pile");
    }
  }

  /** Applies the events of a decision; what they make of the pile is known with them. */
  void apply(Decision decision) {
    for (Decision.Step step : decision.steps()) {
      RecordedEvent recorded = step.recorded();
      AggregateLifecycle.apply(recorded.event(), PileStreams.metadata(recorded));
      goOn(recorded, step.after());
    }
  }

  /** Whether a snapshot is to be taken; it is answered once. */
  boolean snapshotIsDue() {
    boolean due = PileSnapshots.isDue(pile, snapshotVersion);
    if (due) {
      snapshotVersion = pile.version();
    }
    return due;
  }

  /** About how many bytes the pile and its recent past take. */
  long bytes() {
    if (measuredAt < 0 || pile.version() - measuredAt >= MEASURED_EVERY) {
      measured = Footprint.of(pile);
      measuredAt = pile.version();
      addedSince = 0;
    }
    return measured + addedSince + recent.bytes(pile.contents());
  }

  /** Forgets what was applied since then and came to nothing. */
  void goBack(Pile before) {
    pile = before;
    recent.forgetAfter(before.version());
  }

  /** Goes on by an event that is stored already. */
  void catchUp(RecordedEvent recorded) {
    goOn(recorded, pile.evolve(recorded));
  }

  private void goOn(RecordedEvent recorded, Pile after) {
    pile = after;
    addedSince += Footprint.of(recorded.event());
    recent.keep(recorded);
    recent.keep(pile);
  }
}
