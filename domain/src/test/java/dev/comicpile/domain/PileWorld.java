package dev.comicpile.domain;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.DecisionContext;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.decision.Past;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One pile with its stream in memory: what an event store and an aggregate do, without either. */
public final class PileWorld implements Past, Ids {

  public static final String READER = "7";

  private final RandomGenerator dice;
  private final List<RecordedEvent> stream = new ArrayList<>();
  private final List<Contents> contents = new ArrayList<>(List.of(Contents.EMPTY));
  private Pile pile = Pile.empty(READER);
  private Instant now = Instant.parse("2026-01-01T08:00:00Z");
  private long lastId;

  public PileWorld(RandomGenerator dice) {
    this.dice = dice;
  }

  /** Decides a command and appends its events; a refusal is thrown and changes nothing. */
  public Decision send(PileCommand command) {
    Decision decision =
        PileDecider.decide(
            pile, command, new DecisionContext(now, dice, this, PileRules.DEFAULTS, this));
    long last = pile.version() + decision.events().size();
    for (PileEvent event : decision.events()) {
      append(new RecordedEvent(pile.version() + 1, event, decision.action(), last));
    }
    return decision;
  }

  /** Appends the next event of a stream that was decided elsewhere. */
  public void append(RecordedEvent recorded) {
    pile = pile.evolve(recorded);
    stream.add(recorded);
    contents.add(pile.contents());
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  public Pile pile() {
    return pile;
  }

  public List<RecordedEvent> stream() {
    return stream;
  }

  /** Goes on from the aggregate's snapshot, as after a restart. */
  public void reloadFromSnapshot() {
    pile = Pile.of(pile.snapshot());
  }

  @Override
  public Contents contentsAt(long version) {
    return contents.get((int) version);
  }

  @Override
  public List<RecordedEvent> events(long first, long last) {
    return stream.subList((int) first - 1, (int) last);
  }

  @Override
  public long nextThreadId() {
    return ++lastId;
  }

  @Override
  public long nextSessionId() {
    return 1_000_000 + ++lastId;
  }
}
