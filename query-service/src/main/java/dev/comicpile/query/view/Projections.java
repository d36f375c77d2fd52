package dev.comicpile.query.view;

import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.springframework.stereotype.Component;

/** The views as they stand now. */
@Component
class Projections {

  private final Laggards laggards;
  private final AppliedVersions applied;
  private final Replays replays;

  Projections(Laggards laggards, AppliedVersions applied, Replays replays) {
    this.laggards = laggards;
    this.applied = applied;
    this.replays = replays;
  }

  List<ProjectionState> all() {
    return Arrays.stream(ViewName.values()).map(this::of).toList();
  }

  ProjectionState of(ViewName view) {
    AppliedVersions.Totals totals = applied.totals(view);
    LongSummaryStatistics lag = new LongSummaryStatistics();
    laggards.find(List.of(view), laggard -> lag.accept(laggard.events()));
    return new ProjectionState(
        view.toString(),
        totals.events(),
        lag.getSum(),
        totals.readers(),
        lag.getCount(),
        applied.parked(view),
        replays.latest(view).orElse(null));
  }

  /** Whether a view has ever heard of a reader. */
  boolean knows(ViewName view, long readerId) {
    return !applied.of(view, List.of(readerId)).isEmpty();
  }
}
