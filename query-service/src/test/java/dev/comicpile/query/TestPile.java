package dev.comicpile.query;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileDecider;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.DecisionContext;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.decision.Past;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A pile played in memory by the real rules; its stream is what the views are fed with. */
public final class TestPile implements Past, Ids {

  private static final AtomicLong LAST_ID = new AtomicLong();

  private final long readerId = LAST_ID.incrementAndGet();
  private final RandomGenerator dice;
  private final List<RecordedEvent> stream = new ArrayList<>();
  private final List<Contents> contents = new ArrayList<>(List.of(Contents.EMPTY));
  private boolean mayHoldTestData = true;
  private Pile pile = Pile.empty(Long.toString(readerId));
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));

  public TestPile() {
    this(new Random(1));
  }

  public TestPile(RandomGenerator dice) {
    this.dice = dice;
  }

  public long readerId() {
    return readerId;
  }

  public String id() {
    return Long.toString(readerId);
  }

  /** Decides a command and records its events. */
  public Decision send(PileCommand<?> command) {
    Decision decision =
        PileDecider.decide(
            pile, command, new DecisionContext(now, dice, this, PileRules.DEFAULTS, this));
    for (Decision.Step step : decision.steps()) {
      pile = step.after();
      stream.add(step.recorded());
      contents.add(pile.contents());
    }
    return decision;
  }

  /** From now on, no thread that is played is marked as a test. */
  public TestPile withoutTestData() {
    mayHoldTestData = false;
    return this;
  }

  boolean mayHoldTestData() {
    return mayHoldTestData;
  }

  /** Plays so many commands, sensible ones and others. */
  public TestPile play(int commands) {
    RandomPlay play = new RandomPlay(this, dice);
    for (int i = 0; i < commands; i++) {
      try {
        send(play.next());
      } catch (PileRefusal refused) {
        // changes nothing
      }
      pass(Duration.ofSeconds(dice.nextInt(30) == 0 ? 7 * 3600 : 1));
    }
    return this;
  }

  public TestPile pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  public TestPile at(Instant time) {
    now = time;
    return this;
  }

  public Instant now() {
    return now;
  }

  public Pile pile() {
    return pile;
  }

  public long version() {
    return pile.version();
  }

  public List<RecordedEvent> stream() {
    return stream;
  }

  @Override
  public Contents contentsAt(long version) {
    return contents.get((int) version);
  }

  @Override
  public Standing standingAt(long version) {
    return Standing.after(stream.subList(0, (int) version));
  }

  @Override
  public List<RecordedEvent> events(long first, long last) {
    return stream.subList((int) first - 1, (int) last);
  }

  @Override
  public long nextThreadId() {
    return LAST_ID.incrementAndGet();
  }

  @Override
  public long nextSessionId() {
    return LAST_ID.incrementAndGet();
  }
}
