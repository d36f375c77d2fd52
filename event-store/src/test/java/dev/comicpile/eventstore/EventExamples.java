package dev.comicpile.eventstore;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.AccountEvent;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.event.VersionRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One example of every event, with every field filled in where that is possible. */
final class EventExamples {

  private static final Instant AT = Instant.parse("2026-03-01T20:15:30.123Z");

  private static final ThreadFacts HELLBOY =
      new ThreadFacts(
          thread(7),
          "Hellboy Omnibus",
          "Omnibus",
          12,
          new BigDecimal("-3.1250"),
          4.5,
          Instant.parse("2026-02-27T21:00:00Z"),
          "https://example.org/reviews/7",
          Instant.parse("2026-02-28T09:30:00Z"),
          "Vol. 2 first: “Seed of Destruction” — 地獄男爵",
          false,
          Instant.parse("2026-01-05T18:00:00Z"));

  private static final ThreadFacts COMPLETED =
      new ThreadFacts(
          thread(8), "Blacksad", "Album", 0, null, null, null, null, null, null, true, AT);

  private static final SessionFacts SESSION =
      new SessionFacts(
          session(3),
          Instant.parse("2026-03-01T19:00:00Z"),
          Instant.parse("2026-03-01T20:00:00Z"),
          Instant.parse("2026-03-01T19:59:00Z"),
          Die.D6,
          Die.D4,
          Die.D20,
          List.of(Die.D6, Die.D4),
          new SessionFacts.Pick(thread(7), SelectionMethod.SET_PENDING, Die.D6, 0, 1, 2, AT),
          true,
          List.of(thread(8), thread(9)));

  private static final Difference DIFFERENCE =
      new Difference(
          List.of(HELLBOY, COMPLETED),
          List.of(new OrderEntry(thread(9), new BigDecimal("1E+3"))),
          List.of(thread(10)),
          List.of(SESSION),
          List.of(session(4)));

  private static final List<VersionRange> TAKEN = List.of(new VersionRange(5, 6));
  private static final List<VersionRange> BROUGHT = List.of(new VersionRange(2, 4));

  private EventExamples() {}

  private static ThreadId thread(long number) {
    return new ThreadId(number);
  }

  private static SessionId session(long number) {
    return new SessionId(number);
  }

  /** What revisions of before say otherwise than the present ones, by the names of their files. */
  static final Map<String, Object> EARLIER =
      Map.of(
          "SessionStarted.1.json", new SessionEvent.SessionStarted(session(3), Die.D6, null, AT));

  static final List<Object> ALL =
      List.of(
          new ThreadEvent.ThreadAdded(HELLBOY, 3, AT),
          new ThreadEvent.ThreadsImported(List.of(HELLBOY, COMPLETED), AT),
          new ThreadEvent.ThreadEdited(HELLBOY, List.of("title", "issues_remaining"), 3, AT),
          new ThreadEvent.ThreadReactivated(
              thread(8), "Blacksad", 5, 5, new BigDecimal("-4.00000000000000000001"), AT),
          new ThreadEvent.ThreadDeleted(thread(7), "Hellboy Omnibus", 3, AT),
          new QueueEvent.ThreadMoved(
              thread(7),
              "Hellboy Omnibus",
              3,
              1,
              new BigDecimal("0.5"),
              List.of(new OrderEntry(thread(7), new BigDecimal("1"))),
              AT),
          new QueueEvent.QueueCleared(List.of(thread(7), thread(9)), AT),
          new SessionEvent.SessionStarted(
              session(3),
              Die.D6,
              new SessionFacts.Pick(thread(7), SelectionMethod.RANDOM, Die.D6, 2, 1, 2, AT),
              AT),
          new SessionEvent.SessionEnded(session(3), SessionEvent.SessionEnded.Reason.IDLE, AT, AT),
          new SessionEvent.DieRolled(
              session(3),
              thread(7),
              "Hellboy Omnibus",
              Die.D6,
              List.of(thread(9), thread(7)),
              2,
              3,
              1,
              1,
              AT),
          new SessionEvent.ThreadChosen(
              session(3),
              thread(7),
              "Hellboy Omnibus",
              SelectionMethod.OVERRIDE,
              Die.D6,
              3,
              1,
              1,
              AT),
          new SessionEvent.PendingThreadSkipped(session(3), thread(7), "Hellboy Omnibus", AT),
          new SessionEvent.ThreadRated(
              session(3),
              thread(7),
              "Hellboy Omnibus",
              4.5,
              1,
              11,
              Die.D6,
              Die.D4,
              QueueEnd.FRONT,
              new BigDecimal("-4.1250"),
              AT),
          new SessionEvent.IssuesRead(session(3), thread(7), "Hellboy Omnibus", 2, 10, AT),
          new SessionEvent.ThreadSnoozed(
              session(3), thread(7), "Hellboy Omnibus", Die.D6, Die.D8, AT),
          new SessionEvent.ThreadUnsnoozed(session(3), thread(7), "Hellboy Omnibus", AT),
          new SessionEvent.DieSet(session(3), Die.D6, Die.D20, AT),
          new SessionEvent.ManualDieCleared(session(3), Die.D20, Die.D6, AT),
          new UndoEvent.ActionsUndone(session(3), TAKEN, BROUGHT, DIFFERENCE, true, AT),
          new UndoEvent.ActionsRedone(session(3), TAKEN, BROUGHT, DIFFERENCE, true, AT),
          new UndoEvent.PileRestored(4, session(3), TAKEN, BROUGHT, DIFFERENCE, true, AT),
          new UndoEvent.ReversalContinued(ActionType.RESTORE, DIFFERENCE, true, AT),
          new AccountEvent.ReaderRegistered(new ReaderId(1), "amélie", AT),
          new AccountEvent.TokensRevoked(
              new ReaderId(1), "0d9f5a52-6f0d-4c5e-9d7e-0f6c3b1d2a11", AT.plusSeconds(900), AT));
}
