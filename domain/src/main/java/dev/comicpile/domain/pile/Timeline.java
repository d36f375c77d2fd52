package dev.comicpile.domain.pile;

import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.ConsPStack;
import org.pcollections.PStack;

/**
 * Which actions undo can take back and redo can bring back. A restore goes onto the stack like any
 * other action, remembering what it took and brought back, so that undoing it needs no special
 * case.
 */
public final class Timeline {

  static final Timeline EMPTY = new Timeline(ConsPStack.empty(), ConsPStack.empty());

  private final PStack<Action> done;
  private final PStack<Action> undone;

  private Timeline(PStack<Action> done, PStack<Action> undone) {
    this.done = done;
    this.undone = undone;
  }

  /** The timeline with these stacks, each given from its bottom to its top. */
  static Timeline of(Collection<Action> done, Collection<Action> undone) {
    return new Timeline(
        ConsPStack.<Action>empty().plusAll(done), ConsPStack.<Action>empty().plusAll(undone));
  }

  /** The action that undo takes back next. */
  public Optional<Action> next() {
    return done.stream().findFirst();
  }

  /** The action that redo brings back next. */
  public Optional<Action> nextRedo() {
    return undone.stream().findFirst();
  }

  /** How many actions undo can take back or redo bring back. */
  public int size() {
    return done.size() + undone.size();
  }

  /** The actions undo can take back, the latest first. */
  List<Action> done() {
    return List.copyOf(done);
  }

  /** The actions redo can bring back, the next one first. */
  List<Action> undone() {
    return List.copyOf(undone);
  }

  Timeline record(RecordedEvent recorded) {
    return switch (recorded.event()) {
      case ActionsUndone e -> new Timeline(done.minus(0), undone.plus(done.get(0)));
      case ActionsRedone e -> new Timeline(done.plus(undone.get(0)), undone.minus(0));
      case PileRestored e -> begin(recorded, e.takenBack(), e.broughtBack());
      case ReversalContinued e -> this;
      default -> continues(recorded) ? this : begin(recorded, List.of(), List.of());
    };
  }

  private boolean continues(RecordedEvent recorded) {
    return next()
        .filter(action -> action.versions().last() == recorded.actionVersion())
        .isPresent();
  }

  private Timeline begin(
      RecordedEvent recorded, List<VersionRange> takenBack, List<VersionRange> broughtBack) {
    VersionRange versions = new VersionRange(recorded.version(), recorded.actionVersion());
    return new Timeline(
        done.plus(new Action(versions, takenBack, broughtBack)), ConsPStack.empty());
  }
}
