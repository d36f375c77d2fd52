package dev.comicpile.query;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.RandomPlay;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A pile played in memory by the real rules; its stream is what the views are fed with. */
public final class TestPile {

  private static final AtomicLong LAST_ID = new AtomicLong();

  private static final Ids IDS =
      new Ids() {
        @Override
        public ThreadId nextThreadId() {
          return new ThreadId(LAST_ID.incrementAndGet());
        }

        @Override
        public SessionId nextSessionId() {
          return new SessionId(LAST_ID.incrementAndGet());
        }
      };

  private final ReaderId id = new ReaderId(LAST_ID.incrementAndGet());
  private final RandomGenerator dice;
  private final PileWorld world;
  private final RandomPlay play;

  public TestPile() {
    this(new Random(1));
  }

  public TestPile(RandomGenerator dice) {
    this.dice = dice;
    this.world =
        new PileWorld(
            id, IDS, dice, Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3600));
    this.play = new RandomPlay(world, dice);
  }

  public ReaderId id() {
    return id;
  }

  /** Decides a command and records its events. */
  public Decision send(PileCommand<?> command) {
    return world.send(command);
  }

  /** From now on, no thread that is played is marked as a test. */
  public TestPile withoutTestData() {
    play.withoutTestData();
    return this;
  }

  /** Plays so many commands, sensible ones and others. */
  public TestPile play(int commands) {
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
    world.pass(time);
    return this;
  }

  public TestPile at(Instant time) {
    world.at(time);
    return this;
  }

  public Instant now() {
    return world.now();
  }

  public Pile pile() {
    return world.pile();
  }

  public long version() {
    return pile().version();
  }

  public List<RecordedEvent> stream() {
    return world.stream();
  }

  public Contents contentsAt(long version) {
    return world.contentsAt(version);
  }

  public Standing standingAt(long version) {
    return world.standingAt(version);
  }

  public List<RecordedEvent> events(long first, long last) {
    return world.events(first, last);
  }
}
