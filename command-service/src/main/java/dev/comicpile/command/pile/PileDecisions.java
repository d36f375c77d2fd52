package dev.comicpile.command.pile;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.domain.PileDecider;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.DecisionContext;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.decision.Past;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Gives a decision what it needs of the world: the time, the dice, new ids and the past. */
final class PileDecisions {

  private final Clock clock;
  private final RandomGenerator dice;
  private final Supplier<Ids> ids;
  private final PileRules rules;
  private final PileStreams streams;
  private final Checkpoints checkpoints;
  private final LargeChanges largeChanges;

  PileDecisions(
      Clock clock,
      RandomGenerator dice,
      Supplier<Ids> ids,
      PileRules rules,
      PileStreams streams,
      Checkpoints checkpoints,
      LargeChanges largeChanges) {
    this.clock = clock;
    this.dice = dice;
    this.ids = ids;
    this.rules = rules;
    this.streams = streams;
    this.checkpoints = checkpoints;
    this.largeChanges = largeChanges;
  }

  Decision decide(PileCommand<?> command, PileAggregate aggregate) {
    Pile pile = aggregate.pile();
    Past past = new ReplayedPast(pile.readerId(), streams, checkpoints, aggregate.recent());
    Decision decision =
        PileDecider.decide(
            pile, command, new DecisionContext(clock.instant(), dice, ids.get(), rules, past));
    largeChanges.admit(pile.readerId(), decision.events());
    CommandMetrics.decided(decision);
    return decision;
  }
}
