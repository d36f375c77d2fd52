package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An example of a rule: given what happened, when a command comes, then this happens or it is
 * refused. It is {@link #EVENING} until it is said that time passes, and the dice fall on the first
 * row of the pool until another is said.
 */
public final class Scenario {

  /** When everything happens until time passes. */
  public static final Instant EVENING = Instant.parse("2026-03-01T20:00:00Z");

  private final PileWorld world = new PileWorld(new LoadedDice(), EVENING);
  private int row = 1;

  private Scenario() {}

  /** What happened before, each event an action of its own. */
  public static Scenario given(PileEvent... events) {
    return new Scenario().and(events);
  }

  /** What happened after that, each event an action of its own. */
  public Scenario and(PileEvent... events) {
    for (PileEvent event : events) {
      long version = world.pile().version() + 1;
      world.append(new RecordedEvent(version, event, event.type(), version));
    }
    return this;
  }

  /** What the reader did before, each command an action with all its events. */
  public Scenario having(PileCommand<?>... commands) {
    for (PileCommand<?> command : commands) {
      assertThat(world.send(command).events()).as("events of %s", command).isNotEmpty();
    }
    return this;
  }

  /** Time passes. */
  public Scenario later(Duration time) {
    world.pass(time);
    return this;
  }

  /** The rules are configured otherwise. */
  public Scenario under(PileRules rules) {
    world.playBy(rules);
    return this;
  }

  /** The dice fall on this row of the pool, counted from 1. */
  public Scenario rollingRow(int rolled) {
    row = rolled;
    return this;
  }

  /** What the pile holds after what was given. */
  public Contents contents() {
    return world.pile().contents();
  }

  /** The state of the pile after what was given. */
  public Pile pile() {
    return world.pile();
  }

  /** The events of what was given, in their places. */
  public List<RecordedEvent> stream() {
    return List.copyOf(world.stream());
  }

  /** The command of the example. */
  public Outcome when(PileCommand<?> command) {
    try {
      return new Outcome(world, world.send(command), null);
    } catch (PileRefusal refusal) {
      return new Outcome(world, null, refusal.problem());
    }
  }

  private final class LoadedDice implements RandomGenerator {

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("a roll asks for a row of the pool");
    }

    @Override
    public int nextInt(int rows) {
      assertThat(row).as("row").isBetween(1, rows);
      return row - 1;
    }
  }
}
