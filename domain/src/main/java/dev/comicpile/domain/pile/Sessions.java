package dev.comicpile.domain.pile;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionEvent;
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
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a session changes by each of its events. */
public final class Sessions {

  private Sessions() {}

  /** A session that starts: nothing snoozed, and nothing picked but what it has taken over. */
  public static SessionFacts started(SessionStarted e) {
    return new SessionFacts(
        e.sessionId(),
        e.at(),
        null,
        e.at(),
        e.startDie(),
        e.startDie(),
        null,
        List.of(e.startDie()),
        e.carriedPick(),
        e.carriedPick() != null,
        List.of());
  }

  /** The session after one of its events; any of them counts as activity. */
  public static SessionFacts after(SessionFacts before, SessionEvent event) {
    SessionFacts s = activeAt(before, event.at());
    return switch (event) {
      case SessionStarted e ->
          throw new IllegalStateException("session " + s.id() + " starts a second time");
      case SessionEnded e -> ended(s, e.endedAt());
      case DieRolled e ->
          picked(
              s,
              new Pick(
                  e.threadId(),
                  SelectionMethod.RANDOM,
                  e.die(),
                  e.result(),
                  e.offset(),
                  e.snoozedCount(),
                  e.at()));
      case ThreadChosen e ->
          picked(
              s,
              new Pick(
                  e.threadId(),
                  e.selectionMethod(),
                  e.die(),
                  0,
                  e.offset(),
                  e.snoozedCount(),
                  e.at()));
      case PendingThreadSkipped e -> notPending(s);
      case ThreadRated e -> rated(s, e.dieAfter());
      case IssuesRead e -> notPending(s);
      case ThreadSnoozed e ->
          manualDie(snoozed(notPending(s), plus(s.snoozed(), e.threadId())), e.dieAfter());
      case ThreadUnsnoozed e -> snoozed(s, minus(s.snoozed(), e.threadId()));
      case DieSet e -> manualDie(s, e.dieAfter());
      case ManualDieCleared e -> manualDie(s, null);
    };
  }

  /** The session without a thread that is completed or gone. */
  public static SessionFacts without(SessionFacts s, ThreadId threadId) {
    Pick pick = s.pick();
    SessionFacts unpicked =
        s.pending() && pick != null && pick.threadId().equals(threadId) ? notPending(s) : s;
    return unpicked.snoozed().contains(threadId)
        ? snoozed(unpicked, minus(s.snoozed(), threadId))
        : unpicked;
  }

  /** The session whose idle time counts from that moment on. */
  public static SessionFacts activeAt(SessionFacts s, Instant at) {
    return new SessionFacts(
        s.id(),
        s.startedAt(),
        s.endedAt(),
        at,
        s.startDie(),
        s.ladderDie(),
        s.manualDie(),
        s.ladder(),
        s.pick(),
        s.pending(),
        s.snoozed());
  }

  private static SessionFacts ended(SessionFacts s, Instant endedAt) {
    return new SessionFacts(
        s.id(),
        s.startedAt(),
        endedAt,
        endedAt,
        s.startDie(),
        s.ladderDie(),
        s.manualDie(),
        s.ladder(),
        s.pick(),
        false,
        List.of());
  }

  private static SessionFacts rated(SessionFacts s, Die dieAfter) {
    return new SessionFacts(
        s.id(),
        s.startedAt(),
        s.endedAt(),
        s.lastActivityAt(),
        s.startDie(),
        dieAfter,
        null,
        Stream.concat(s.ladder().stream(), Stream.of(dieAfter)).toList(),
        s.pick(),
        false,
        s.snoozed());
  }

  private static SessionFacts picked(SessionFacts s, Pick pick) {
    return playing(s, s.manualDie(), pick, true, s.snoozed());
  }

  private static SessionFacts notPending(SessionFacts s) {
    return playing(s, s.manualDie(), s.pick(), false, s.snoozed());
  }

  private static SessionFacts manualDie(SessionFacts s, @Nullable Die manualDie) {
    return playing(s, manualDie, s.pick(), s.pending(), s.snoozed());
  }

  private static SessionFacts snoozed(SessionFacts s, List<ThreadId> snoozed) {
    return playing(s, s.manualDie(), s.pick(), s.pending(), snoozed);
  }

  private static SessionFacts playing(
      SessionFacts s,
      @Nullable Die manualDie,
      @Nullable Pick pick,
      boolean pending,
      List<ThreadId> snoozed) {
    return new SessionFacts(
        s.id(),
        s.startedAt(),
        s.endedAt(),
        s.lastActivityAt(),
        s.startDie(),
        s.ladderDie(),
        manualDie,
        s.ladder(),
        pick,
        pending,
        snoozed);
  }

  private static List<ThreadId> plus(List<ThreadId> ids, ThreadId id) {
    return Stream.concat(ids.stream(), Stream.of(id)).toList();
  }

  private static List<ThreadId> minus(List<ThreadId> ids, ThreadId id) {
    return ids.stream().filter(other -> !other.equals(id)).toList();
  }
}
