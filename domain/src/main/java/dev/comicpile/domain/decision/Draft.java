package dev.comicpile.domain.decision;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileProblem.AnotherThreadPending;
import dev.comicpile.api.problem.PileProblem.NoActiveSession;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.api.view.PileReply.RollReply;
import dev.comicpile.api.view.PileReply.SessionReply;
import dev.comicpile.api.view.PileReply.ThreadReply;
import dev.comicpile.api.view.RollView;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.SessionView.ActiveThread;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: the events so far and the contents after them. Lives for one decision
 * only and never leaves it.
 */
public final class Draft {

  private final Pile pile;
  private final DecisionContext context;
  private final List<Change> changes = new ArrayList<>();
  private Contents contents;

  private record Change(PileEvent event, Contents after) {}

  public Draft(Pile pile, DecisionContext context) {
    this.pile = pile;
    this.context = context;
    this.contents = pile.contents();
  }

  /** The state the command met. */
  public Pile pile() {
    return pile;
  }

  /** What the pile holds after the events so far. */
  public Contents contents() {
    return contents;
  }

  /** Clock, dice, ids, rules and past. */
  public DecisionContext context() {
    return context;
  }

  /** The time of this decision. */
  public Instant now() {
    return context.now();
  }

  /** Adds an event and goes on from the contents after it. */
  public void emit(PileEvent event) {
    contents = contents.evolve(event);
    changes.add(new Change(event, contents));
  }

  /** Ends the decision without any event. */
  public static PileRefusal refusal(PileProblem problem) {
    return new PileRefusal(problem);
  }

  /** A thread of this pile, else a refusal. */
  public ThreadFacts thread(ThreadId threadId) {
    return contents.thread(threadId).orElseThrow(() -> refusal(new ThreadNotFound(threadId)));
  }

  /** The session that is going on, if any: an open one that has not been idle for too long. */
  public Optional<SessionFacts> activeSession() {
    return contents.openSession().filter(this::goesOn);
  }

  /** The die of the next roll: that of the session that is going on, else the start die. */
  public Die currentDie() {
    return activeSession().map(SessionFacts::currentDie).orElse(context.rules().startDie());
  }

  /** The threads that are snoozed now. */
  public Set<ThreadId> snoozed() {
    return activeSession().map(session -> Set.copyOf(session.snoozed())).orElse(Set.of());
  }

  /** The session that is going on, started first where there is none. */
  public SessionFacts sessionForDice() {
    return activeSession().orElseGet(() -> startSession(context.rules().startDie()));
  }

  /**
   * Starts a session, after ending an idle one at its last activity. What is still pending in that
   * one is carried over.
   */
  public SessionFacts startSession(Die startDie) {
    Optional<SessionFacts> idle = contents.openSession();
    idle.ifPresent(
        session -> endSession(session, SessionEnded.Reason.IDLE, session.lastActivityAt()));
    Pick carried = idle.flatMap(SessionFacts::pendingPick).orElse(null);
    emit(new SessionStarted(context.ids().nextSessionId(), startDie, carried, now()));
    return contents.openSession().orElseThrow();
  }

  /** Ends a session; where the clock has been set back, no earlier than it started. */
  public void endSession(SessionFacts session, SessionEnded.Reason reason, Instant at) {
    Instant endedAt = at.isBefore(session.startedAt()) ? session.startedAt() : at;
    emit(new SessionEnded(session.id(), reason, endedAt, now()));
  }

  /**
   * The pick that waits to be rated, read or snoozed, else a refusal that says what to do. It waits
   * however long ago it was made, until the reader ends its session.
   */
  public Pick pendingPick() {
    if (contents.sessions().isEmpty()) {
      throw refusal(new NoActiveSession());
    }
    return contents
        .openSession()
        .flatMap(SessionFacts::pendingPick)
        .orElseThrow(() -> refusal(new NothingPending()));
  }

  /**
   * The same, where it is the pick of the thread that is meant.
   *
   * @param meant null where any thread is
   */
  public Pick pendingPick(@Nullable ThreadId meant) {
    Pick pending = pendingPick();
    if (meant != null && !meant.equals(pending.threadId())) {
      throw refusal(new AnotherThreadPending(meant, pending.threadId()));
    }
    return pending;
  }

  /** Records the pending thread, if any, as passed over. */
  public void skipPending(SessionFacts session) {
    session
        .pendingPick()
        .ifPresent(
            pick ->
                emit(
                    new PendingThreadSkipped(
                        session.id(), pick.threadId(), thread(pick.threadId()).title(), now())));
  }

  /** The decision with this reply. */
  public Decision decide(ActionType action, PileReply reply) {
    List<Decision.Step> steps = new ArrayList<>();
    Pile last = pile;
    for (Change change : changes) {
      RecordedEvent recorded =
          new RecordedEvent(last.version() + 1, change.event(), action, version());
      last = last.after(recorded, change.after());
      steps.add(new Decision.Step(recorded, last));
    }
    return new Decision(action, steps, reply);
  }

  /** The decision, answering a thread. */
  public Decision decideWithThread(ActionType action, ThreadId threadId) {
    return decide(action, new ThreadReply(version(), view(threadId)));
  }

  /** The decision, answering the latest pick of the session that is going on. */
  public Decision decideWithPick(ActionType action) {
    Pick pick = activeSession().map(SessionFacts::pick).orElseThrow();
    ActiveThread thread = Objects.requireNonNull(SessionView.picked(pick, contents::view));
    return decide(action, new RollReply(version(), RollView.of(pick, thread)));
  }

  /** The decision, answering the current session. */
  public Decision decideWithCurrentSession(ActionType action) {
    return decide(action, new SessionReply(version(), currentSession()));
  }

  /** The pile's version once the events so far are appended. */
  public long version() {
    return pile.version() + changes.size();
  }

  /** The session that is going on, or what the next one would start as. */
  public SessionView currentSession() {
    return activeSession()
        .map(this::view)
        .orElseGet(
            () ->
                SessionView.notStarted(
                    pile.readerId(),
                    context.rules().startDie(),
                    contents
                        .openSession()
                        .flatMap(SessionFacts::pendingPick)
                        .map(pick -> SessionView.picked(pick, contents::view))
                        .orElse(null)));
  }

  /** A session of this pile as clients see it. */
  public SessionView view(SessionFacts session) {
    Instant endedAt =
        session.endedAt() == null && !goesOn(session)
            ? session.lastActivityAt()
            : session.endedAt();
    return SessionView.of(session, pile.readerId(), endedAt, false, contents::view);
  }

  private ThreadView view(ThreadId threadId) {
    return Objects.requireNonNull(contents.view(threadId));
  }

  private boolean goesOn(SessionFacts session) {
    return session.activeAt(now(), context.rules().sessionGap());
  }
}
