package dev.comicpile.portability.archive;

import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one reader in an archive while it is checked, event by event: it must be one that
 * the rules of folding accept, and its undos, redos and restores must be of what was next.
 */
final class CheckedStream {

  private static final int MEASURED_EVERY = 5_000;

  /** What a range of versions takes that an undo, a redo or a restore names. */
  private static final int RANGE = 40;

  /** What an id takes that may no other reader have, and for which another one is given. */
  private static final int ID = 150;

  private final ArchivedIds ids;
  private final RepairedEvents entered;
  private final long mostBytes;
  private final Reversals reversals = new Reversals();
  private long ranges;
  private @Nullable RecordedEvent last;

  /**
   * A stream of which nothing has been seen.
   *
   * @param ids those of all readers
   * @param entered sets right what can be set right
   * @param mostBytes what is kept of it may take in memory
   */
  CheckedStream(ArchivedIds ids, RepairedEvents entered, long mostBytes) {
    this.ids = ids;
    this.entered = entered;
    this.mostBytes = mostBytes;
  }

  /** How many events it has so far. */
  long version() {
    return entered.pile().version();
  }

  /** Whether its last action is whole. */
  boolean endsAction() {
    return last == null || last.endsAction();
  }

  /**
   * Checks the next event.
   *
   * @throws dev.comicpile.web.BadInputException naming the place, if it cannot be the next one
   * @throws dev.comicpile.api.problem.PileRefusal if the pile grows too large
   * @throws org.springframework.web.server.ResponseStatusException 413, if its history does
   */
  void add(String place, RecordedEvent recorded) {
    requireNext(place, recorded);
    String payload = place + ".payload";
    ids.see(payload, recorded.event());
    Pile before = entered.pile();
    reversals.see(payload, recorded, before.timeline());
    try {
      entered.next(recorded);
    } catch (RuntimeException impossible) {
      throw Checks.notAllowed(place, "cannot have happened after the events before it");
    }
    PileLimits.require(before.contents(), entered.pile().contents());
    if (recorded.event() instanceof Reversal reversal) {
      ranges += reversal.takenBack().size() + reversal.broughtBack().size();
    }
    requireSmall(recorded.version());
    last = recorded;
  }

  /** It takes a time to measure a pile, and none to count the ids and the ranges. */
  private void requireSmall(long version) {
    boolean isMeasured = version % MEASURED_EVERY == 0;
    long bytes = isMeasured ? Footprint.of(entered.pile()) : 0;
    if (Math.max(bytes, (long) ID * ids.ofThisReader() + RANGE * ranges) > mostBytes) {
      throw Archives.tooLong();
    }
  }

  private void requireNext(String place, RecordedEvent recorded) {
    long next = version() + 1;
    if (recorded.version() != next) {
      throw Checks.notAllowed(place + ".version", "must be " + next);
    }
    boolean fits = endsAction() ? recorded.actionVersion() >= next : goesOn(recorded);
    if (!fits) {
      throw Checks.notAllowed(
          place + ".action_version", "does not fit to the action of the events around it");
    }
  }

  private boolean goesOn(RecordedEvent recorded) {
    return last != null
        && recorded.actionVersion() == last.actionVersion()
        && recorded.action() == last.action();
  }
}
