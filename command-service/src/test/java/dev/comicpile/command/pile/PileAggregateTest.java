package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.listWithAllOf;
import static org.axonframework.test.matchers.Matchers.predicate;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.PileCommand;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.SessionCommand.StartSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.RestoreVersion;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem.NoActiveThreads;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.eventstore.Checkpoint;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.eventstore.PileStreams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.AxonAssertionError;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the aggregate and its repository add to the rules, which have their own examples in {@code
 * domain}.
 */
class PileAggregateTest {

  private static final ReaderId READER = new ReaderId(42);
  private static final Instant START = Instant.parse("2026-03-01T20:00:00Z");

  private static final PileCommand<?> ROLL = new RollDie(READER);
  private static final PileCommand<?> UNDO = new UndoAction(READER, null);
  private static final PileCommand<?> START_SESSION = new StartSession(READER, null);

  private AggregateTestFixture<PileAggregate> fixture;
  private Instant now = START;
  private long threads;
  private long sessions;

  @BeforeEach
  void pile() {
    now = START;
    threads = 0;
    sessions = 0;
    fixture = new AggregateTestFixture<>(PileAggregate.class);
    EventStore eventStore = withEmptyStreams(fixture.getEventStore());
    Checkpoints checkpoints = mock(Checkpoints.class);
    doReturn(Checkpoint.START).when(checkpoints).completeAt(any(), anyLong());
    PileDecisions decisions =
        new PileDecisions(
            new Clock() {
              @Override
              public ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now;
              }
            },
            () -> 0L, // always the first row of the pool
            () ->
                new Ids() {
                  @Override
                  public ThreadId nextThreadId() {
                    return new ThreadId(++threads);
                  }

                  @Override
                  public SessionId nextSessionId() {
                    return new SessionId(++sessions);
                  }
                },
            PileRules.DEFAULTS,
            new PileStreams(eventStore),
            checkpoints,
            LargeChanges.UNBOUNDED);
    PileRepository piles =
        new PileRepository(
            eventStore,
            new PileStreams(eventStore),
            new PileSnapshots(eventStore),
            new PileCache(),
            true);
    fixture.registerRepository(piles);
    PileCommandHandler handler =
        new PileCommandHandler(piles, decisions, mock(IdempotencyStore.class));
    PileCommandHandler.commands()
        .forEach(command -> fixture.registerCommandHandler(command, handler));
  }

  /** The fixture's event store takes a stream without events for one that must not be read. */
  private static EventStore withEmptyStreams(EventStore recording) {
    EventStore eventStore = mock(EventStore.class, delegatesTo(recording));
    doAnswer(
            call -> {
              try {
                return recording.lastSequenceNumberFor(call.getArgument(0));
              } catch (AggregateNotFoundException e) {
                return Optional.empty();
              }
            })
        .when(eventStore)
        .lastSequenceNumberFor(anyString());
    return eventStore;
  }

  private ResultValidator<PileAggregate> when(PileCommand<?> command, PileCommand<?>... before) {
    return fixture.givenCommands(List.of(before)).when(command);
  }

  /** The command again, a while after what came before it. */
  private ResultValidator<PileAggregate> whenLater(
      Duration later, PileCommand<?> command, PileCommand<?>... before) {
    var given = fixture.givenCommands(List.of(before));
    now = now.plus(later);
    return given.when(command);
  }

  private static <E extends PileEvent> void expectOne(
      ResultValidator<?> result, Class<E> type, Consumer<E> expected) {
    result
        .expectSuccessfulHandlerExecution()
        .expectEventsMatching(
            listWithAllOf(
                predicate(
                    message -> {
                      Object payload = ((EventMessage<?>) message).getPayload();
                      assertThat(payload).isInstanceOf(type);
                      expected.accept(type.cast(payload));
                      return true;
                    })));
  }

  private static PileCommand<?> add(String title, int issues) {
    return new AddThread(
        READER, new Title(title), new Format("Comic"), new Issues(issues), null, false);
  }

  @Test
  void everyEventNamesItsActionAndTheActionsLastVersion() {
    when(ROLL, add("Saga", 5))
        .expectEventsMatching(
            listWithAllOf(
                predicate(
                    message -> {
                      var metadata = ((EventMessage<?>) message).getMetaData();
                      return ActionType.ROLL.toString().equals(metadata.get(EventMetadata.ACTION))
                          && Long.valueOf(3).equals(metadata.get(EventMetadata.ACTION_VERSION));
                    })));
  }

  static List<PileCommand<?>> commands() {
    return WireIT.COMMANDS;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsTakenToItsRule(PileCommand<?> command) {
    ResultValidator<PileAggregate> result = when(command);
    try {
      result.expectSuccessfulHandlerExecution();
    } catch (AxonAssertionError failed) {
      result.expectException(PileRefusal.class);
    }
  }

  @Test
  void clockIdsAndDiceAreThoseOfTheProcess() {
    when(ROLL, add("Saga", 5), add("Bone", 5))
        .expectEvents(
            new SessionStarted(new SessionId(1), Die.D6, null, START),
            new DieRolled(
                new SessionId(1),
                new ThreadId(1),
                "Saga",
                Die.D6,
                List.of(new ThreadId(1), new ThreadId(2)),
                1,
                1,
                0,
                0,
                START));
  }

  @Test
  void theClockIsAskedForEachCommand() {
    whenLater(Duration.ofHours(7), ROLL, add("Saga", 5), START_SESSION)
        .expectEvents(
            new SessionEnded(new SessionId(1), SessionEnded.Reason.IDLE, START, now),
            new SessionStarted(new SessionId(2), Die.D6, null, now),
            new DieRolled(
                new SessionId(2),
                new ThreadId(1),
                "Saga",
                Die.D6,
                List.of(new ThreadId(1)),
                1,
                1,
                0,
                0,
                now));
  }

  @Test
  void aRefusalKeepsItsProblemAndStoresNothing() {
    when(ROLL)
        .expectNoEvents()
        .expectException(
            predicate(
                e -> e instanceof PileRefusal r && r.problem().equals(new NoActiveThreads())));
  }

  @Test
  void whatChangesNothingIsAnsweredAndStoresNothing() {
    when(new ClearQueue(READER)).expectSuccessfulHandlerExecution().expectNoEvents();
  }

  @Test
  void anUndoReadsThePastFromTheStream() {
    expectOne(
        when(UNDO, add("Saga", 5), ROLL),
        ActionsUndone.class,
        e -> {
          assertThat(e.takenBack()).containsExactly(new VersionRange(2, 3));
          assertThat(e.difference().removedSessions()).containsExactly(new SessionId(1));
        });
  }

  @Test
  void aRestoreReadsTheWholeStream() {
    expectOne(
        when(new RestoreVersion(READER, 1), add("Saga", 5), add("Bone", 5), ROLL),
        PileRestored.class,
        e -> {
          assertThat(e.toVersion()).isEqualTo(1);
          assertThat(e.takenBack()).containsExactly(new VersionRange(2, 4));
        });
  }
}
