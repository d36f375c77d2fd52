package dev.comicpile.portability.archive;

import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one reader in an archive while it is checked, event by event: it must be one that
 * the rules of folding accept, and its undos, redos and restores must do what they say.
 */
final class CheckedStream {

  private final ArchivedIds ids;
  private final RepairedEvents entered;
  private final Reversals reversals = new Reversals();
  private final Moments moments = new Moments();
  private @Nullable RecordedEvent last;

  /**
   * A stream of which nothing has been seen.
   *
   * @param ids those of all readers
   * @param entered sets right what can be set right
   */
  CheckedStream(ArchivedIds ids, RepairedEvents entered) {
    this.ids = ids;
    this.entered = entered;
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
   */
  void add(String place, RecordedEvent recorded) {
    requireNext(place, recorded);
    String payload = place + ".payload";
    ids.see(payload, recorded.event());
    Pile before = entered.pile();
    reversals.see(payload, recorded, before.timeline());
    try {
      entered.next(recorded);
      // as the file has it: what is set right is so alike in an event and where it is taken back
      moments.add(recorded);
    } catch (RuntimeException impossible) {
      throw Checks.notAllowed(place, "cannot have happened after the events before it");
    }
    if (!ActionParts.canHave(recorded.action(), recorded.event().type())) {
      throw Checks.notAllowed(
          place + ".action", "must be one that has such an event, not " + recorded.action());
    }
    if (!moments.leadsWhereItSays(recorded)) {
      throw Checks.notAllowed(payload, "must make the pile what it was at the version it goes to");
    }
    PileLimits.require(before.contents(), entered.pile().contents());
    last = recorded;
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
