package dev.comicpile.command.pile;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.ClearManualDie;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SetDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.DiceCommand.UnsnoozeThread;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.QueueCommand.MoveThread;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteTestThreads;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.command.UndoCommand.RestoreSnapshot;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.problem.PileProblem.PileMovedOn;
import dev.comicpile.api.problem.PileProblem.VersionOfAnotherPile;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.PileReply;
import dev.comicpile.command.pile.GivenAnswers.FirstEvent;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.PileSnapshot;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.web.WriteConditions;
import dev.comicpile.web.WriteConditions.Key;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * A reader's pile as Axon sees it: it takes commands to the rules and events to the state, and
 * decides nothing itself. Without any event it is the empty pile, so nobody has to create it.
 *
 * <p>Its snapshot is only a quicker way to load it. The revision must be raised whenever {@link
 * PileSnapshot} or anything in it changes; snapshots of another revision are left aside.
 */
@AggregateRoot(type = PileAggregate.TYPE)
@Revision("1")
final class PileAggregate {

  static final String TYPE = "Pile";

  /** After how many events it is gone through how large the pile is; else it is estimated. */
  private static final int MEASURED_EVERY = 200;

  @AggregateIdentifier private final String readerId;
  private final RecentPast recent = new RecentPast();
  private Pile pile;

  /** The version of the latest snapshot known, 0 if there is none. */
  private long snapshotVersion;

  /** What the pile took when it was last gone through, and what has been added to it since. */
  private long measured;

  private long addedSince;
  private long measuredAt = -1;

  /** The version stored, where the pile may be behind it; null where it cannot be. */
  private @Nullable LongSupplier stored;

  /** The empty pile of a reader. */
  PileAggregate(String readerId) {
    this.readerId = readerId;
    this.pile = Pile.empty(readerId);
    recent.keep(pile);
  }

  /** The pile that a snapshot holds. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  PileAggregate(PileSnapshot snapshot) {
    this(Pile.of(snapshot));
  }

  /** The pile as a snapshot shows it. */
  PileAggregate(Pile pile) {
    this.readerId = pile.readerId();
    this.pile = pile;
    this.snapshotVersion = pile.version();
    recent.keep(pile);
  }

  @JsonValue
  PileSnapshot snapshot() {
    return pile.snapshot();
  }

  Pile pile() {
    return pile;
  }

  /**
   * Says what to compare the pile with where a command ends without an event, so that no append
   * tells that it was decided on old state.
   *
   * @param stored asks for the version stored; null where that is known to be the pile's
   */
  void compareWith(@Nullable LongSupplier stored) {
    this.stored = stored;
  }

  private void requireLatest() {
    LongSupplier compared = stored;
    if (compared != null && compared.getAsLong() > pile.version()) {
      throw new ConcurrencyException("another process has written to this pile");
    }
  }

  /**
   * Holds a command to its conditions, under the pile's lock: what was answered before is answered
   * again, and a pile that has moved on is left alone.
   *
   * <p>An answer that is stored by the append itself need not be looked for beforehand: if there is
   * one, the append says so, and the command is tried again.
   */
  @CommandHandlerInterceptor
  Object onConditions(CommandMessage<?> command, InterceptorChain handler, GivenAnswers answers)
      throws Exception {
    WriteConditions conditions = ConditionsMetadata.read(command.getMetaData());
    Key key = conditions.key();
    Supplier<Optional<PileReply>> given = () -> key == null ? Optional.empty() : answers.find(key);
    if (answers.mustBeLookedFor() || ConditionsMetadata.isTriedBefore(command.getMetaData())) {
      Optional<PileReply> before = given.get();
      if (before.isPresent()) {
        return before.get();
      }
      given = Optional::empty;
    }
    Long expected = conditions.expectedVersion();
    if (expected != null && expected != pile.version()) {
      requireLatest();
      return given
          .get()
          .orElseThrow(
              () ->
                  new PileRefusal(
                      expected == WriteConditions.OTHER_PILE
                          ? new VersionOfAnotherPile(pile.version())
                          : new PileMovedOn(expected, pile.version())));
    }
    return key == null
        ? proceed(handler)
        : handleOnce(key, given, command.getIdentifier(), handler, answers);
  }

  /** What ends without an event must not have been decided on old state. */
  private PileReply proceed(InterceptorChain handler) throws Exception {
    long before = pile.version();
    try {
      PileReply reply = (PileReply) handler.proceed();
      if (pile.version() == before) {
        requireLatest();
      }
      return reply;
    } catch (PileRefusal refusal) {
      requireLatest();
      throw refusal;
    }
  }

  private PileReply handleOnce(
      Key key,
      Supplier<Optional<PileReply>> given,
      String commandId,
      InterceptorChain handler,
      GivenAnswers answers)
      throws Exception {
    long before = pile.version();
    try {
      PileReply reply = proceed(handler);
      if (pile.version() > before) {
        answers.keepWith(
            new FirstEvent(Long.parseLong(readerId), before + 1, commandId), key, reply);
        return reply;
      }
      Optional<PileReply> repeated = given.get();
      if (repeated.isPresent()) {
        CommandMetrics.repeated();
        return repeated.get();
      }
      answers.keep(key, reply);
      return reply;
    } catch (PileRefusal refusal) {
      Optional<PileReply> repeated = given.get();
      if (repeated.isPresent()) {
        return repeated.get();
      }
      answers.keep(key, refusal.problem());
      throw refusal;
    }
  }

  @CommandHandler
  PileReply handle(AddThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(EditThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(DeleteThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ReactivateThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ImportThreads command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ReplaceThreads command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ImportReviews command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(DeleteTestThreads command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(MoveThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ClearQueue command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RollDie command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ChooseThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RateThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(MarkRead command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(SnoozeThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(UnsnoozeThread command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(SetDie command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(ClearManualDie command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(StartSession command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(EndSession command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(UndoAction command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RedoAction command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RestoreSnapshot command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RestoreSessionStart command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  @CommandHandler
  PileReply handle(RestoreVersion command, PileDecisions decisions) {
    return decide(command, decisions);
  }

  private PileReply decide(PileCommand<?> command, PileDecisions decisions) {
    Decision decision = decisions.decide(pile, command, recent);
    MetaData metadata =
        MetaData.with(EventMetadata.ACTION, decision.action().toString())
            .and(EventMetadata.ACTION_VERSION, pile.version() + decision.events().size());
    for (PileEvent event : decision.events()) {
      apply(event, metadata);
    }
    return decision.reply();
  }

  @EventSourcingHandler
  void on(PileEvent event, @SequenceNumber long sequenceNumber, MetaData metadata) {
    catchUp(PileStreams.recorded(sequenceNumber + 1, event, metadata));
  }

  /** An event of a newer program must not be passed over: what is decided would be wrong. */
  @EventSourcingHandler
  void on(UnknownSerializedType event) {
    throw PileStreams.unknown(event);
  }

  /** Whether a snapshot is to be taken; it is answered once. */
  boolean snapshotIsDue() {
    boolean due = PileSnapshots.isDue(pile, snapshotVersion);
    if (due) {
      snapshotVersion = pile.version();
    }
    return due;
  }

  /** About how many bytes the pile and its recent past take. */
  long bytes() {
    if (measuredAt < 0 || pile.version() - measuredAt >= MEASURED_EVERY) {
      measured = Footprint.of(pile);
      measuredAt = pile.version();
      addedSince = 0;
    }
    return measured + addedSince + recent.bytes(pile.contents());
  }

  /** Forgets what was applied since then and came to nothing. */
  void goBack(Pile before) {
    pile = before;
    recent.forgetAfter(before.version());
  }

  /** Goes on by an event that is stored already. */
  void catchUp(RecordedEvent event) {
    pile = pile.evolve(event);
    addedSince += Footprint.of(event.event());
    recent.keep(event);
    recent.keep(pile);
  }
}
