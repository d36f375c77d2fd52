package dev.comicpile.domain.pile;

import dev.comicpile.api.event.VersionRange;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An action on the undo or the redo stack.
 *
 * @param versions the versions of its events
 * @param takenBack what it took back itself: not empty only for a restore
 * @param broughtBack what it brought back itself: not empty only for a restore
 */
public record Action(
    VersionRange versions, List<VersionRange> takenBack, List<VersionRange> broughtBack) {

  public Action {
    takenBack = List.copyOf(takenBack);
    broughtBack = List.copyOf(broughtBack);
  }

  /** What no longer stands once this action is undone. */
  public List<VersionRange> takenBackByUndo() {
    return withOwnVersions(broughtBack);
  }

  /** What stands again once this action is undone. */
  public List<VersionRange> broughtBackByUndo() {
    return takenBack;
  }

  /** What no longer stands once this action is redone. */
  public List<VersionRange> takenBackByRedo() {
    return takenBack;
  }

  /** What stands again once this action is redone. */
  public List<VersionRange> broughtBackByRedo() {
    return withOwnVersions(broughtBack);
  }

  private List<VersionRange> withOwnVersions(List<VersionRange> others) {
    return Stream.concat(others.stream(), Stream.of(versions))
        .sorted(Comparator.comparingLong(VersionRange::first))
        .toList();
  }
}
