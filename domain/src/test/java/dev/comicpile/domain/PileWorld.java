package dev.comicpile.domain;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One pile with its stream in memory: what an event store and an aggregate do, without either. */
public final class PileWorld implements Past, Ids {

  public static final ReaderId READER = new ReaderId(7);

  /** The id of the first session, so that none is taken for a thread. */
  static final long FIRST_SESSION = 1_001;

  private final RandomGenerator dice;
  private final List<RecordedEvent> stream = new ArrayList<>();
  private final List<Contents> contents = new ArrayList<>(List.of(Contents.EMPTY));
  private final Ids ids;
  private Pile pile;
  private PileRules rules = PileRules.DEFAULTS;
  private Instant now;
  private long lastThread;
  private long lastSession = FIRST_SESSION - 1;

  public PileWorld(RandomGenerator dice) {
    this(dice, Instant.parse("2026-01-01T08:00:00Z"));
  }

  PileWorld(RandomGenerator dice, Instant now) {
    this.dice = dice;
    this.now = now;
    this.ids = this;
    this.pile = Pile.empty(READER);
  }

  /** The pile of one reader among others, who share what ids are given. */
  public PileWorld(ReaderId reader, Ids ids, RandomGenerator dice, Instant now) {
    this.dice = dice;
    this.now = now;
    this.ids = ids;
    this.pile = Pile.empty(reader);
  }

  void playBy(PileRules configured) {
    rules = configured;
  }

  /** Decides a command and appends its events; a refusal is thrown and changes nothing. */
  public Decision send(PileCommand<?> command) {
    Decision decision =
        PileDecider.decide(pile, command, new DecisionContext(now, dice, ids, rules, this));
    for (Decision.Step step : decision.steps()) {
      append(step.recorded());
    }
    return decision;
  }

  /** Appends the next event of a stream that was decided elsewhere. */
  public void append(RecordedEvent recorded) {
    pile = pile.evolve(recorded);
    stream.add(recorded);
    contents.add(pile.contents());
    switch (recorded.event()) {
      case ThreadAdded e -> given(e.thread());
      case ThreadsImported e -> e.threads().forEach(this::given);
      case SessionStarted e -> lastSession = Math.max(lastSession, e.sessionId().number());
      default -> {}
    }
  }

  private void given(ThreadFacts thread) {
    lastThread = Math.max(lastThread, thread.id().number());
  }

  /** Whether a session that was active then last is over by now. */
  boolean idle(Instant lastActivityAt) {
    return lastActivityAt.plus(PileRules.DEFAULTS.sessionGap()).isBefore(now);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public void at(Instant time) {
    now = time;
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
  public Standing standingAt(long version) {
    return Standing.after(stream.subList(0, (int) version));
  }

  @Override
  public List<RecordedEvent> events(long first, long last) {
    return stream.subList((int) first - 1, (int) last);
  }

  @Override
  public ThreadId nextThreadId() {
    return new ThreadId(++lastThread);
  }

  @Override
  public SessionId nextSessionId() {
    return new SessionId(++lastSession);
  }
}
