package dev.comicpile.query.view;

import dev.comicpile.eventstore.StoredPiles;
import dev.comicpile.eventstore.StoredPiles.StoredPile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Finds the readers that a view is behind with, by comparing it with the event store. */
@Component
class Laggards {

  private static final int PAGE = 1_000;

  private final StoredPiles piles;
  private final AppliedVersions applied;

  Laggards(StoredPiles piles, AppliedVersions applied) {
    this.piles = piles;
    this.applied = applied;
  }

  /**
   * A reader with events that a view has not applied.
   *
   * @param stored the highest version stored
   * @param applied the highest version applied
   */
  record Laggard(ViewName view, long readerId, long stored, long applied, boolean parked) {

    long events() {
      return stored - applied;
    }
  }

  /**
   * Walks through all piles, a page at a time, and names those that these views are behind with.
   */
  void find(Collection<ViewName> views, Consumer<Laggard> found) {
    List<StoredPile> page = piles.after(StoredPiles.FIRST, PAGE);
    while (!page.isEmpty()) {
      List<Long> readers = page.stream().map(StoredPile::readerId).toList();
      for (ViewName view : views) {
        Map<Long, AppliedVersions.Progress> progress = applied.of(view, readers);
        for (StoredPile pile : page) {
          var at = progress.getOrDefault(pile.readerId(), AppliedVersions.Progress.NONE);
          if (at.version() < pile.version()) {
            found.accept(
                new Laggard(view, pile.readerId(), pile.version(), at.version(), at.parked()));
          }
        }
      }
      page = piles.after(page.getLast().readerId(), PAGE);
    }
  }
}
