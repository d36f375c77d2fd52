package dev.comicpile.query.view;

import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** The views as they stand now. */
@Component
class Projections {

  private final BehindReaders behind;
  private final AppliedVersions applied;
  private final Replays replays;

  Projections(BehindReaders behind, AppliedVersions applied, Replays replays) {
    this.behind = behind;
    this.applied = applied;
    this.replays = replays;
  }

  List<ProjectionState> all() {
    return Arrays.stream(ViewName.values()).map(this::of).toList();
  }

  ProjectionState of(ViewName view) {
    AppliedVersions.Totals totals = applied.totals(view);
    BehindReaders.Lag lag = behind.lag(view);
    return new ProjectionState(
        view.toString(),
        totals.events(),
        lag.events(),
        totals.readers(),
        lag.readers(),
        applied.parked(view),
        replays.latest(view).orElse(null));
  }

  /** Whether a view has ever heard of a reader. */
  boolean knows(ViewName view, long readerId) {
    return !applied.of(view, List.of(readerId)).isEmpty();
  }
}
