package dev.comicpile.command.pile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.listWithAllOf;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.axonframework.test.matchers.Matchers.predicate;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.EventMetadata;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
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
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.ActionsRedone;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileProblem.AllThreadsSnoozed;
import dev.comicpile.api.problem.PileProblem.NoActiveSession;
import dev.comicpile.api.problem.PileProblem.NoActiveThreads;
import dev.comicpile.api.problem.PileProblem.NoSessionToEnd;
import dev.comicpile.api.problem.PileProblem.NoSuchDie;
import dev.comicpile.api.problem.PileProblem.NoSuchVersion;
import dev.comicpile.api.problem.PileProblem.NothingPending;
import dev.comicpile.api.problem.PileProblem.NothingToRedo;
import dev.comicpile.api.problem.PileProblem.NothingToUndo;
import dev.comicpile.api.problem.PileProblem.RestorePointNotFound;
import dev.comicpile.api.problem.PileProblem.SessionAlreadyActive;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileProblem.ThreadNotActive;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.problem.PileProblem.TooManyIssuesRead;
import dev.comicpile.api.problem.PileProblem.VersionEndsNoAction;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.decision.Ids;
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
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every command through the aggregate and its repository: accepted, and refused by each rule. */
class PileAggregateTest {

  private static final String READER = "42";
  private static final Instant START = Instant.parse("2026-03-01T20:00:00Z");

  private static final PileCommand ROLL = new RollDie(READER);
  private static final PileCommand SNOOZE = new SnoozeThread(READER);
  private static final PileCommand UNDO = new UndoAction(READER);
  private static final PileCommand REDO = new RedoAction(READER);
  private static final PileCommand START_SESSION = new StartSession(READER, null);

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
            new Ids() {
              @Override
              public long nextThreadId() {
                return ++threads;
              }

              @Override
              public long nextSessionId() {
                return ++sessions;
              }
            },
            PileRules.DEFAULTS,
            new PileStreams(eventStore),
            LargeChanges.UNBOUNDED);
    GivenAnswers answers = mock(GivenAnswers.class);
    fixture.registerInjectableResource(decisions).registerInjectableResource(answers);
    fixture.registerRepository(
        new PileRepository(
            AnnotatedAggregateMetaModelFactory.inspectAggregate(
                PileAggregate.class,
                MultiParameterResolverFactory.ordered(
                    new SimpleResourceParameterResolverFactory(List.of(decisions, answers)),
                    ClasspathParameterResolverFactory.forClass(PileAggregate.class))),
            eventStore,
            new PileStreams(eventStore),
            new RepositoryProvider() {
              @Override
              public <T> @Nullable Repository<T> repositoryFor(Class<T> aggregateType) {
                return null;
              }
            },
            new PileSnapshots(eventStore),
            new PileCache(),
            true));
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

  private ResultValidator<PileAggregate> when(PileCommand command, PileCommand... before) {
    return fixture.givenCommands(List.of(before)).when(command);
  }

  /** The command again, a while after what came before it. */
  private ResultValidator<PileAggregate> whenLater(
      Duration later, PileCommand command, PileCommand... before) {
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

  private static void refused(ResultValidator<?> result, PileProblem problem) {
    result
        .expectNoEvents()
        .expectException(predicate(e -> e instanceof PileRefusal r && r.problem().equals(problem)));
  }

  private static void nothing(ResultValidator<?> result) {
    result.expectSuccessfulHandlerExecution().expectNoEvents();
  }

  private static PileCommand add(String title, int issues) {
    return new AddThread(READER, title, "Comic", issues, null, false);
  }

  private static PileCommand choose(long thread) {
    return new ChooseThread(READER, thread, SelectionMethod.OVERRIDE);
  }

  private static PileCommand rate(double rating, int issues) {
    return new RateThread(READER, rating, issues, false);
  }

  private static PileCommand move(long thread, int position) {
    return new MoveThread(READER, thread, position);
  }

  private static PileCommand edit(long thread, @Nullable String title, @Nullable Integer issues) {
    return new EditThread(READER, thread, title, null, issues, null, null, null);
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

  @Nested
  class Threads {
    @Test
    void aThreadIsAddedAtTheBack() {
      expectOne(
          when(add("Bone", 3), add("Saga", 5)),
          ThreadAdded.class,
          e -> {
            assertThat(e.position()).isEqualTo(2);
            assertThat(e.thread().title()).isEqualTo("Bone");
            assertThat(e.thread().createdAt()).isEqualTo(START);
          });
    }

    @Test
    void aThreadWithNothingToReadIsCompletedAtOnce() {
      expectOne(
          when(add("Bone", 0)),
          ThreadAdded.class,
          e -> assertThat(e.thread().completed()).isTrue());
    }

    @Test
    void anEditSaysWhatChanged() {
      expectOne(
          when(edit(1, "Saga Vol. 1", 5), add("Saga", 5)),
          ThreadEdited.class,
          e -> {
            assertThat(e.changed()).containsExactly("title");
            assertThat(e.position()).isEqualTo(1);
          });
    }

    @Test
    void anEditToNoIssuesCompletesAndOneFromNoneGoesToTheBack() {
      expectOne(
          when(edit(1, null, 0), add("Saga", 5)),
          ThreadEdited.class,
          e -> assertThat(e.position()).isZero());
      pile();
      expectOne(
          when(edit(1, null, 2), add("Saga", 0), add("Bone", 1)),
          ThreadEdited.class,
          e -> assertThat(e.position()).isEqualTo(2));
    }

    @Test
    void anEditToTheSameValuesIsNoAction() {
      nothing(when(edit(1, "Saga", 5), add("Saga", 5)));
    }

    @Test
    void onlyAThreadOfThePileIsEditedDeletedOrReactivated() {
      refused(when(edit(9, "x", null)), new ThreadNotFound(9));
      refused(when(new DeleteThread(READER, 9)), new ThreadNotFound(9));
      refused(when(new ReactivateThread(READER, 9, 1)), new ThreadNotFound(9));
    }

    @Test
    void testThreadsAreDeletedCompletedOnesToo() {
      when(
              new DeleteTestThreads(READER),
              new AddThread(READER, "Test", "Comic", 0, null, true),
              add("Saga", 5),
              new AddThread(READER, "Another test", "Comic", 1, null, true))
          .expectEvents(
              new ThreadDeleted(1, "Test", 0, START),
              new ThreadDeleted(3, "Another test", 2, START));
      pile();
      nothing(when(new DeleteTestThreads(READER), add("Saga", 5)));
    }

    @Test
    void aReviewSaysWhereAndWhenAndOneThatIsKnownIsNoAction() {
      Instant then = Instant.parse("2026-02-01T10:00:00Z");
      PileCommand review =
          new ImportReviews(READER, List.of(new ImportReviews.Review(1, "https://a.org", then)));
      expectOne(
          when(review, add("Saga", 5)),
          ThreadEdited.class,
          e -> {
            assertThat(e.changed()).containsExactly("review_url", "last_review_at");
            assertThat(e.thread().reviewUrl()).isEqualTo("https://a.org");
            assertThat(e.thread().lastReviewAt()).isEqualTo(then);
            assertThat(e.position()).isEqualTo(1);
          });
      pile();
      nothing(when(review, add("Saga", 5), review));
      pile();
      nothing(when(review));
    }

    @Test
    void otherThreadsTakeThePlaceOfAllThereWereAndTheSessionEnds() {
      PileCommand replace =
          new ReplaceThreads(
              READER,
              List.of(
                  new ImportThreads.Row("Maus", "Trade", 2),
                  new ImportThreads.Row("Watchmen", "Comic", 0)));
      when(replace, add("Saga", 5), add("Bone", 0), ROLL)
          .expectEventsMatching(
              payloadsMatching(
                  listWithAllOf(
                      predicate(e -> e instanceof SessionEnded),
                      predicate(e -> e.equals(new QueueCleared(List.of(1L), START))),
                      predicate(e -> e.equals(new ThreadDeleted(2, "Bone", 0, START))),
                      predicate(e -> e instanceof ThreadsImported i && i.threads().size() == 2))));
      pile();
      nothing(when(replace, replace));
    }

    @Test
    void aThreadIsDeleted() {
      when(new DeleteThread(READER, 1), add("Saga", 5))
          .expectEvents(new ThreadDeleted(1, "Saga", 1, START));
    }

    @Test
    void aCompletedThreadIsReactivatedAtTheFront() {
      expectOne(
          when(new ReactivateThread(READER, 1, 4), add("Saga", 0), add("Bone", 1)),
          ThreadReactivated.class,
          e -> assertThat(e.issuesRemaining()).isEqualTo(4));
    }

    @Test
    void anActiveThreadIsNotReactivated() {
      refused(when(new ReactivateThread(READER, 1, 4), add("Saga", 1)), new ThreadNotCompleted(1));
    }

    @Test
    void theLastRowOfAnImportEndsFirst() {
      expectOne(
          when(
              new ImportThreads(
                  READER,
                  List.of(
                      new ImportThreads.Row("first", "Comic", 1),
                      new ImportThreads.Row("last", "Comic", 1)))),
          ThreadsImported.class,
          e -> {
            assertThat(e.threads()).extracting(ThreadFacts::title).containsExactly("first", "last");
            assertThat(e.threads().get(1).orderKey()).isLessThan(e.threads().get(0).orderKey());
          });
    }

    @Test
    void anImportOfNothingIsNoAction() {
      nothing(when(new ImportThreads(READER, List.of())));
    }
  }

  @Nested
  class Queue {
    @Test
    void aThreadIsMoved() {
      expectOne(
          when(move(2, 1), add("Saga", 5), add("Bone", 5)),
          ThreadMoved.class,
          e -> {
            assertThat(e.from()).isEqualTo(2);
            assertThat(e.to()).isEqualTo(1);
          });
    }

    @Test
    void beyondTheEndIsTheEndAndWhereItIsIsNoAction() {
      expectOne(
          when(move(1, MoveThread.BACK), add("Saga", 5), add("Bone", 5)),
          ThreadMoved.class,
          e -> assertThat(e.to()).isEqualTo(2));
      pile();
      nothing(when(move(1, 99), add("Saga", 5)));
    }

    @Test
    void onlyAnActiveThreadOfThePileIsMoved() {
      refused(when(move(9, 1)), new ThreadNotFound(9));
      pile();
      refused(when(move(1, 1), add("Saga", 0)), new ThreadNotActive(1));
    }

    @Test
    void clearingRemovesTheActiveThreads() {
      when(new ClearQueue(READER), add("Saga", 5), add("done", 0), add("Bone", 5))
          .expectEvents(new QueueCleared(List.of(1L, 3L), START));
    }

    @Test
    void clearingAnEmptyQueueIsNoAction() {
      nothing(when(new ClearQueue(READER)));
    }
  }

  @Nested
  class Dice {
    @Test
    void theFirstRollStartsASession() {
      when(ROLL, add("Saga", 5), add("Bone", 5))
          .expectEvents(
              new SessionStarted(1, Die.D6, START),
              new DieRolled(1, 1, "Saga", Die.D6, List.of(1L, 2L), 1, 1, 0, 0, START));
    }

    @Test
    void aRollPassesOverThePendingThread() {
      when(ROLL, add("Saga", 5), ROLL)
          .expectEvents(
              new PendingThreadSkipped(1, 1, "Saga", START),
              new DieRolled(1, 1, "Saga", Die.D6, List.of(1L), 1, 1, 0, 0, START));
    }

    @Test
    void aRollLeavesSnoozedThreadsOut() {
      when(ROLL, add("Saga", 5), add("Bone", 5), ROLL, SNOOZE)
          .expectEvents(new DieRolled(1, 2, "Bone", Die.D8, List.of(2L), 1, 2, 1, 1, START));
    }

    @Test
    void anEmptyPoolIsRefused() {
      refused(when(ROLL), new NoActiveThreads());
      pile();
      refused(when(ROLL, add("Saga", 5), ROLL, SNOOZE), new AllThreadsSnoozed(1));
    }

    @Test
    void anIdleSessionIsOverAtItsLastActivity() {
      whenLater(Duration.ofHours(7), ROLL, add("Saga", 5), START_SESSION)
          .expectEvents(
              new SessionEnded(1, SessionEnded.Reason.IDLE, START, now),
              new SessionStarted(2, Die.D6, now),
              new DieRolled(2, 1, "Saga", Die.D6, List.of(1L), 1, 1, 0, 0, now));
    }

    @Test
    void anOverrideUnsnoozesTheThread() {
      when(choose(1), add("Saga", 5), ROLL, SNOOZE)
          .expectEvents(
              new ThreadUnsnoozed(1, 1, "Saga", START),
              new ThreadChosen(1, 1, "Saga", SelectionMethod.OVERRIDE, Die.D8, 1, 0, 0, START));
    }

    @Test
    void onlyAnActiveThreadOfThePileIsChosen() {
      refused(when(choose(9)), new ThreadNotFound(9));
      pile();
      refused(when(choose(1), add("Saga", 0)), new ThreadNotActive(1));
    }

    @Test
    void aGoodRatingStepsTheDieDownAndMovesTheThreadToTheFront() {
      expectOne(
          when(rate(4.0, 2), add("Bone", 5), add("Saga", 5), choose(2)),
          ThreadRated.class,
          e -> {
            assertThat(e.dieBefore()).isEqualTo(Die.D6);
            assertThat(e.dieAfter()).isEqualTo(Die.D4);
            assertThat(e.movedTo()).isEqualTo(QueueEnd.FRONT);
            assertThat(e.issuesRemaining()).isEqualTo(3);
          });
    }

    @Test
    void aPoorRatingStepsTheDieUpAndMovesTheThreadToTheBack() {
      expectOne(
          when(rate(3.5, 1), add("Bone", 5), add("Saga", 5), ROLL),
          ThreadRated.class,
          e -> {
            assertThat(e.dieAfter()).isEqualTo(Die.D8);
            assertThat(e.movedTo()).isEqualTo(QueueEnd.BACK);
          });
    }

    @Test
    void aRatingCanCompleteTheThreadAndFinishTheSession() {
      when(new RateThread(READER, 5, 1, true), add("Saga", 1), ROLL)
          .expectEvents(
              new ThreadRated(1, 1, "Saga", 5, 1, 0, Die.D6, Die.D4, null, null, START),
              new SessionEnded(1, SessionEnded.Reason.FINISHED_BY_RATING, START, START));
    }

    @Test
    void aRatingNeedsAPendingThreadWithEnoughIssues() {
      refused(when(rate(4, 1), add("Saga", 5)), new NoActiveSession());
      pile();
      refused(when(rate(4, 1), START_SESSION), new NothingPending());
      pile();
      refused(when(rate(4, 6), add("Saga", 5), ROLL), new TooManyIssuesRead(6, 5));
      pile();
      refused(when(rate(4, 1), add("Saga", 5), ROLL, rate(4, 1)), new NothingPending());
    }

    @Test
    void readingWithoutARatingChangesNeitherDieNorOrder() {
      when(new MarkRead(READER, 2), add("Saga", 5), ROLL)
          .expectEvents(new IssuesRead(1, 1, "Saga", 2, 3, START));
    }

    @Test
    void readingNeedsAPendingThreadWithEnoughIssues() {
      refused(when(new MarkRead(READER, 1)), new NoActiveSession());
      pile();
      refused(when(new MarkRead(READER, 1), START_SESSION), new NothingPending());
      pile();
      refused(when(new MarkRead(READER, 6), add("Saga", 5), ROLL), new TooManyIssuesRead(6, 5));
    }

    @Test
    void theSnoozedThreadLeavesThePoolAndTheDieStepsUp() {
      when(SNOOZE, add("Saga", 5), ROLL)
          .expectEvents(new ThreadSnoozed(1, 1, "Saga", Die.D6, Die.D8, START));
    }

    @Test
    void snoozingNeedsAPendingThread() {
      refused(when(SNOOZE), new NoActiveSession());
      pile();
      refused(when(SNOOZE, START_SESSION), new NothingPending());
    }

    @Test
    void oneOrAllSnoozedThreadsComeBack() {
      PileCommand[] two = {add("Saga", 5), add("Bone", 5), ROLL, SNOOZE, ROLL, SNOOZE};
      when(new UnsnoozeThread(READER, 2L), two)
          .expectEvents(new ThreadUnsnoozed(1, 2, "Bone", START));
      pile();
      when(new UnsnoozeThread(READER, null), two)
          .expectEvents(
              new ThreadUnsnoozed(1, 1, "Saga", START), new ThreadUnsnoozed(1, 2, "Bone", START));
    }

    @Test
    void unsnoozingWhatIsNotSnoozedIsNoAction() {
      nothing(when(new UnsnoozeThread(READER, 1L), add("Saga", 5)));
      refused(when(new UnsnoozeThread(READER, 9L)), new ThreadNotFound(9));
    }

    @Test
    void theManualDieIsSetAndCleared() {
      when(new SetDie(READER, 20), START_SESSION)
          .expectEvents(new DieSet(1, Die.D6, Die.D20, START));
      pile();
      when(new ClearManualDie(READER), new SetDie(READER, 20))
          .expectEvents(new ManualDieCleared(1, Die.D20, Die.D6, START));
    }

    @Test
    void thereIsNoDieOffTheLadder() {
      refused(when(new SetDie(READER, 7)), new NoSuchDie(7));
    }
  }

  @Nested
  class Sessions {
    @Test
    void aSessionIsStartedWithAGivenDie() {
      when(new StartSession(READER, 12)).expectEvents(new SessionStarted(1, Die.D12, START));
    }

    @Test
    void aSessionIsNotStartedTwiceOrWithANonexistentDie() {
      refused(when(START_SESSION, START_SESSION), new SessionAlreadyActive(1));
      pile();
      refused(when(new StartSession(READER, 7)), new NoSuchDie(7));
    }

    @Test
    void theActiveSessionIsEnded() {
      when(new EndSession(READER), START_SESSION)
          .expectEvents(new SessionEnded(1, SessionEnded.Reason.READER, START, START));
    }

    @Test
    void withoutAnActiveSessionNoneIsEnded() {
      refused(when(new EndSession(READER)), new NoSessionToEnd());
      pile();
      refused(
          whenLater(Duration.ofHours(7), new EndSession(READER), START_SESSION),
          new NoSessionToEnd());
    }
  }

  @Nested
  class Undo {
    @Test
    void theLatestActionIsTakenBack() {
      expectOne(
          when(UNDO, add("Saga", 5), ROLL),
          ActionsUndone.class,
          e -> {
            assertThat(e.takenBack()).containsExactly(new VersionRange(2, 3));
            assertThat(e.difference().removedSessions()).containsExactly(1L);
          });
    }

    @Test
    void theActionTakenBackLastIsBroughtBack() {
      expectOne(
          when(REDO, add("Saga", 5), ROLL, UNDO, UNDO),
          ActionsRedone.class,
          e -> {
            assertThat(e.broughtBack()).containsExactly(new VersionRange(1, 1));
            assertThat(e.difference().threads()).hasSize(1);
          });
    }

    @Test
    void whereNothingStandsNothingIsUndone() {
      refused(when(UNDO), new NothingToUndo());
      pile();
      refused(when(UNDO, add("Saga", 5), UNDO), new NothingToUndo());
    }

    @Test
    void aNewActionEndsRedo() {
      refused(when(REDO, add("Saga", 5), UNDO, add("Bone", 5)), new NothingToRedo());
    }

    @Test
    void thePileIsRestoredToARestorePoint() {
      expectOne(
          when(
              new RestoreSnapshot(READER, 1, 4),
              add("Saga", 5),
              ROLL,
              rate(4, 1),
              new DeleteThread(READER, 1)),
          PileRestored.class,
          e -> {
            assertThat(e.toVersion()).isEqualTo(4);
            assertThat(e.takenBack()).containsExactly(new VersionRange(5, 5));
          });
    }

    @Test
    void thePileIsRestoredToTheStartOfASession() {
      expectOne(
          when(new RestoreSessionStart(READER, 1), add("Saga", 5), ROLL, rate(4, 1)),
          PileRestored.class,
          e -> assertThat(e.toVersion()).isEqualTo(2));
    }

    @Test
    void whereThatStandsAlreadyNothingHappens() {
      nothing(when(new RestoreSessionStart(READER, 1), add("Saga", 5), START_SESSION));
    }

    @Test
    void onlyARestorePointOfASessionOfThePileIsRestored() {
      refused(when(new RestoreSessionStart(READER, 9), add("Saga", 5)), new SessionNotFound(9));
      refused(when(new RestoreSnapshot(READER, 9, 1), add("Saga", 5)), new SessionNotFound(9));
      pile();
      refused(
          when(new RestoreSnapshot(READER, 1, 1), add("Saga", 5), START_SESSION),
          new RestorePointNotFound(1, 1));
    }

    @Test
    void thePileIsRestoredToAnyVersionThatEndsAnAction() {
      expectOne(
          when(new RestoreVersion(READER, 1), add("Saga", 5), add("Bone", 5), ROLL),
          PileRestored.class,
          e -> {
            assertThat(e.toVersion()).isEqualTo(1);
            assertThat(e.takenBack()).containsExactly(new VersionRange(2, 4));
            assertThat(e.difference().removedThreads()).containsExactly(2L);
            assertThat(e.difference().removedSessions()).containsExactly(1L);
          });
      pile();
      expectOne(
          when(new RestoreVersion(READER, 3), add("Saga", 5), ROLL, UNDO),
          PileRestored.class,
          e -> assertThat(e.broughtBack()).containsExactly(new VersionRange(2, 3)));
      pile();
      nothing(when(new RestoreVersion(READER, 1), add("Saga", 5), ROLL, UNDO));
    }

    @Test
    void onlyAVersionThatEndsAnActionIsRestored() {
      refused(
          when(new RestoreVersion(READER, 2), add("Saga", 5), ROLL), new VersionEndsNoAction(2, 3));
      pile();
      refused(when(new RestoreVersion(READER, 2), add("Saga", 5)), new NoSuchVersion(2, 1));
      pile();
      refused(when(new RestoreVersion(READER, 0)), new NoSuchVersion(0, 0));
    }
  }
}
