package dev.comicpile.portability.earlier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.PileWorld;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever rows the earlier Comic Pile may have left behind, its threads come out as they were. */
class EarlierPileTest {

  private static final Instant START = Instant.parse("2024-03-01T10:00:00Z");
  private static final ReaderId R = PileWorld.READER;
  private static final List<String> TYPES =
      List.of(
          "roll",
          "roll",
          "rate",
          "rate",
          "rate",
          "snooze",
          "unsnooze",
          "rolled_but_skipped",
          "set_die",
          "clear_die",
          "mark_read",
          "thread_moved");

  @Test
  void anyRowsEndAsTheThreadsTheyDescribe() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      EarlierPile pile = rows(random);
      ConvertedStream converted = convert(pile);
      PileWorld world = new PileWorld(random);
      try {
        converted.events().forEach(world::append);
        check(pile, world);
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed + ": " + pile, broken);
      }
    }
  }

  private static void check(EarlierPile pile, PileWorld world) {
    Contents contents = world.pile().contents();
    Map<ThreadId, ThreadFacts> wanted = new TreeMap<>();
    for (EarlierPile.Thread row : pile.threads()) {
      ThreadFacts end = row.facts();
      wanted.put(
          row.id(),
          end.withReading(
              end.issuesRemaining(),
              contents.thread(row.id()).orElseThrow().orderKey(),
              end.lastRating(),
              end.lastActivityAt()));
    }
    assertThat(new TreeMap<>(contents.threads())).isEqualTo(wanted);
    assertThat(contents.queue().threadIds().toList())
        .isEqualTo(
            pile.threads().stream()
                .filter(row -> row.facts().issuesRemaining() > 0)
                .sorted(
                    Comparator.comparingInt(EarlierPile.Thread::queuePosition)
                        .thenComparing(EarlierPile.Thread::id))
                .map(EarlierPile.Thread::id)
                .toList());
    for (EarlierPile.Session row : pile.sessions()) {
      SessionFacts session = contents.sessions().get(new SessionId(row.id()));
      assertThat(session).isNotNull();
      assertThat(session.startedAt()).isBeforeOrEqualTo(row.startedAt());
      if (row.endedAt() != null) {
        assertThat(session.endedAt()).isAfterOrEqualTo(row.endedAt());
      }
    }
    keepsTheOrderOfTimes(world);
    assertThat(contents.sessions().values()).noneMatch(session -> session.endedAt() == null);
    for (long version = 1; version <= world.pile().version(); version++) {
      wellFormed(world.contentsAt(version));
    }
    assertThat(world.stream().stream().filter(RecordedEvent::endsAction).count()).isPositive();
    int undone = 0;
    while (!world.pile().contents().equals(Contents.EMPTY)) {
      world.send(new UndoAction(R, null));
      undone++;
    }
    for (int i = 0; i < undone; i++) {
      world.send(new RedoAction(R, null));
    }
    assertThat(new TreeMap<>(world.pile().contents().threads())).isEqualTo(wanted);
  }

  private static void keepsTheOrderOfTimes(PileWorld world) {
    Map<SessionId, Instant> active = new TreeMap<>();
    Instant latest = Instant.MIN;
    for (RecordedEvent recorded : world.stream()) {
      assertThat(recorded.event().at()).isAfterOrEqualTo(latest);
      latest = recorded.event().at();
      if (recorded.event() instanceof SessionEnded ended) {
        assertThat(ended.endedAt()).isAfterOrEqualTo(active.get(ended.sessionId()));
      } else if (recorded.event() instanceof SessionEvent event) {
        active.put(event.sessionId(), event.at());
      }
    }
  }

  private static void wellFormed(Contents contents) {
    for (ThreadFacts thread : contents.threads().values()) {
      assertThat(thread.issuesRemaining()).isNotNegative();
      assertThat(thread.orderKey() != null).isEqualTo(thread.issuesRemaining() > 0);
    }
    for (SessionFacts session : contents.sessions().values()) {
      assertThat(new HashSet<>(session.snoozed())).hasSameSizeAs(session.snoozed());
      var pick = session.pick();
      if (session.endedAt() != null) {
        assertThat(session.pending()).isFalse();
        assertThat(session.snoozed()).isEmpty();
      } else if (session.pending() && pick != null) {
        assertThat(contents.thread(pick.threadId()))
            .hasValueSatisfying(
                t -> {
                  assertThat(t.completed()).isFalse();
                });
        assertThat(session.snoozed()).doesNotContain(pick.threadId());
      }
    }
  }

  @Test
  void sessionsThatWereNeverEndedAreOverAtTheirLastActivity() {
    EarlierPile pile =
        new EarlierPile(
            List.of(thread(1, 3, 1, START)),
            List.of(
                new EarlierPile.Session(5, at(10), null, Die.D8),
                new EarlierPile.Session(6, at(100), null, Die.D6)),
            List.of(rate(1, at(20), 4.5, 5L, 1L), rate(2, at(110), 2.0, 6L, 1L)));

    List<RecordedEvent> events = convert(pile).events();

    assertThat(
            events.stream()
                .map(RecordedEvent::event)
                .filter(SessionEnded.class::isInstance)
                .map(SessionEnded.class::cast)
                .toList())
        .containsExactly(
            new SessionEnded(new SessionId(5), SessionEnded.Reason.IDLE, at(20), at(20)),
            new SessionEnded(new SessionId(6), SessionEnded.Reason.IDLE, at(110), at(110)));
  }

  @Test
  void anEventAtTheVeryEndOfItsSessionStaysInItWhenTheNextOneStartsThen() {
    EarlierPile pile =
        new EarlierPile(
            List.of(thread(1, 3, 1, START)),
            List.of(
                new EarlierPile.Session(5, at(10), at(20), Die.D6),
                new EarlierPile.Session(6, at(20), at(30), Die.D6)),
            List.of(rate(1, at(20), 4.5, 5L, 1L), rate(2, at(20), 2.0, 6L, 1L)));

    ConvertedStream converted = convert(pile);

    assertThat(converted.notes()).isEmpty();
    assertThat(
            converted.events().stream()
                .map(RecordedEvent::event)
                .filter(ThreadRated.class::isInstance)
                .map(event -> ((ThreadRated) event).sessionId()))
        .containsExactly(new SessionId(5), new SessionId(6));
  }

  @Test
  void aSessionStartsNoLaterThanItsFirstEventAndEndsNoEarlierThanItsLast() {
    EarlierPile pile =
        new EarlierPile(
            List.of(thread(1, 3, 1, START)),
            List.of(
                new EarlierPile.Session(5, at(60), at(30), Die.D6),
                new EarlierPile.Session(6, at(2_000), at(620), Die.D6)),
            List.of(rate(1, at(20), 4.5, 5L, 1L), rate(2, at(90), 2.0, 5L, 1L)));

    ConvertedStream converted = convert(pile);

    List<Instant> started = new ArrayList<>();
    List<Instant> ended = new ArrayList<>();
    for (RecordedEvent recorded : converted.events()) {
      if (recorded.event() instanceof SessionStarted e) {
        started.add(e.at());
      } else if (recorded.event() instanceof SessionEnded e) {
        ended.add(e.endedAt());
      }
    }
    assertThat(started).containsExactly(at(20), at(2_000));
    assertThat(ended).containsExactly(at(90), at(2_000));
    assertThat(converted.notes())
        .extracting(Remark::text)
        .containsExactly(
            "Session 5 is said to have started at 2024-03-01T11:00:00Z, after its first event at"
                + " 2024-03-01T10:20:00Z, which is entered.",
            "Session 5 is said to have ended at 2024-03-01T10:30:00Z, before its last event at"
                + " 2024-03-01T11:30:00Z, which is entered.",
            "Session 6 is said to have ended at 2024-03-01T20:20:00Z, before it started at"
                + " 2024-03-02T19:20:00Z, which is entered.");
  }

  @Test
  void moreThanCanBeCountedIsReadAsOneEach() {
    EarlierPile.Event much =
        new EarlierPile.Event(
            1, "read", at(20), null, null, null, null, null, Integer.MAX_VALUE, null, null, 5L, 1L);
    ConvertedStream converted =
        convert(
            new EarlierPile(
                List.of(thread(1, Integer.MAX_VALUE, 1, START)),
                List.of(new EarlierPile.Session(5, at(10), at(60), Die.D6)),
                List.of(much)));

    PileWorld world = new PileWorld(new Random(1));
    converted.events().forEach(world::append);
    assertThat(world.pile().contents().thread(new ThreadId(1)).orElseThrow().issuesRemaining())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(converted.notes())
        .extracting(Remark::text)
        .containsExactly(
            "More issues of thread 1 were read than can be counted; one is entered for each event.");
  }

  @Test
  void aRatingWithoutAValueIsReadAndAResultBeyondTheDieIsNone() {
    EarlierPile.Event roll =
        new EarlierPile.Event(
            1, "roll", at(20), Die.D6, 15, 1L, "random", null, null, null, null, 5L, null);
    ConvertedStream converted =
        convert(
            new EarlierPile(
                List.of(thread(1, 3, 1, START)),
                List.of(new EarlierPile.Session(5, at(10), at(60), Die.D6)),
                List.of(roll, event(2, "rate", at(21), null, 5L, 1L))));

    assertThat(converted.events()).noneMatch(e -> e.event() instanceof ThreadRated);
    assertThat(converted.notes())
        .extracting(Remark::text)
        .containsExactly(
            "Event 1 (roll) has the result 15 on a d6; nothing is entered.",
            "Event 2 (rate) has no rating; it is entered as read.");
  }

  @Test
  void whatCannotBeSaidIsNamed() {
    EarlierPile pile =
        new EarlierPile(
            List.of(thread(1, 2, 4, START), thread(2, 2, 4, START)),
            List.of(new EarlierPile.Session(5, at(10), at(60), null)),
            List.of(
                rate(1, at(20), 4.5, 5L, 1L),
                rate(2, at(21), 4.0, 5L, 77L),
                rate(3, at(22), 4.0, 99L, 1L),
                rate(4, at(70), 4.0, null, 1L),
                rate(5, at(71), 4.0, 5L, null),
                event(6, "renamed", at(72), null, 5L, 1L)));

    assertThat(convert(pile).notes())
        .extracting(Remark::text)
        .containsExactly(
            "Event 5 (rate) names no thread, so it is left out.",
            "Event 6 (renamed) is of a kind that this system does not have.",
            "Threads 1, 2 share the position 4; they stand in the order of their ids.",
            "Thread 77 is not in the export any more; what happened to it is entered under the"
                + " title 'Deleted thread 77', and it is deleted after that.",
            "Session 99 is not in the export; its events are entered under a new session 1000.",
            "Event 4 (rate) names no session; it is entered under session 1001.");
  }

  private static ConvertedStream convert(EarlierPile pile) {
    AtomicLong ids = new AtomicLong(1_000);
    return pile.convert(ids::getAndIncrement, PileRules.DEFAULTS);
  }

  private static Instant at(long minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  private static EarlierPile.Thread thread(long id, int issues, int position, Instant created) {
    ThreadFacts facts =
        new ThreadFacts(
            new ThreadId(id),
            "Thread " + id,
            "Comic",
            issues,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            created);
    return new EarlierPile.Thread(facts, position, null, null);
  }

  private static EarlierPile.Event rate(
      long id, Instant at, double rating, @Nullable Long session, @Nullable Long thread) {
    return event(id, "rate", at, rating, session, thread);
  }

  private static EarlierPile.Event event(
      long id,
      String type,
      Instant at,
      @Nullable Double rating,
      @Nullable Long session,
      @Nullable Long thread) {
    return new EarlierPile.Event(
        id, type, at, null, null, null, null, rating, 1, null, null, session, thread);
  }

  private static EarlierPile rows(Random random) {
    List<EarlierPile.Thread> threads = new ArrayList<>();
    for (long id = 1; id <= 5; id++) {
      int issues = random.nextInt(3);
      int position = 1 + random.nextInt(4);
      String status = random.nextBoolean() ? "active" : "completed";
      ThreadFacts facts =
          new ThreadFacts(
              new ThreadId(id),
              "Thread " + id,
              "Comic",
              issues,
              null,
              random.nextBoolean() ? null : (Double) (random.nextInt(10) / 2.0),
              random.nextBoolean() ? null : at(random.nextInt(500)),
              random.nextBoolean() ? null : "https://example.org/" + id,
              random.nextBoolean() ? null : at(random.nextInt(500)),
              random.nextBoolean() ? null : "note",
              false,
              at(random.nextInt(200)));
      threads.add(new EarlierPile.Thread(facts, position, status, null));
    }
    List<EarlierPile.Session> sessions = new ArrayList<>();
    for (long id = 50; id < 54; id++) {
      Instant start = at(random.nextInt(400));
      sessions.add(
          new EarlierPile.Session(
              id,
              start,
              random.nextBoolean() ? null : start.plus(Duration.ofMinutes(random.nextInt(200))),
              Die.values()[random.nextInt(6)]));
    }
    List<EarlierPile.Event> events = new ArrayList<>();
    for (long id = 1; id <= 40; id++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      Long thread = random.nextInt(10) == 0 ? null : (Long) (1L + random.nextInt(7));
      events.add(
          new EarlierPile.Event(
              id,
              type,
              at(random.nextInt(2_000)),
              random.nextInt(4) == 0 ? null : Die.D6,
              random.nextInt(7),
              thread,
              random.nextInt(3) == 0 ? "override" : "random",
              random.nextInt(5) == 0 ? null : (Double) ((1 + random.nextInt(10)) / 2.0),
              random.nextInt(5) == 0 ? null : (Integer) (1 + random.nextInt(3)),
              random.nextBoolean() ? null : random.nextBoolean() ? "front" : "back",
              random.nextBoolean() ? null : Die.D8,
              random.nextInt(10) == 0 ? null : (Long) (50L + random.nextInt(6)),
              random.nextBoolean() ? thread : null));
    }
    return new EarlierPile(threads, sessions, events);
  }
}
