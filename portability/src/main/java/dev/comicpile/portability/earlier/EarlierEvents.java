package dev.comicpile.portability.earlier;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Kind;
import dev.comicpile.portability.format.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What happened in an earlier pile, row by row, as actions. */
record EarlierEvents(
    ConvertedStream stream, EarlierThreads threads, EarlierSessions sessions, PileRules rules) {

  /** Enters a row. */
  void happen(Event event) {
    if (isOfCompleted(event)) {
      return;
    }
    SessionFacts session = sessions.of(event);
    SessionId in = session.id();
    Instant at = event.timestamp();
    Die before = session.currentDie();
    switch (Objects.requireNonNull(event.kind())) {
      case PICK -> pick(event, session, threadOf(event));
      case READ -> read(event, session, threadOf(event));
      case SNOOZE -> snooze(event, session, threadOf(event));
      case UNSNOOZE -> unsnooze(event, session, threadOf(event));
      case SKIP -> {
        ThreadFacts thread = threadOf(event);
        stream.emit(new PendingThreadSkipped(in, thread.id(), thread.title(), at));
      }
      case SET_DIE -> {
        Die said = event.dieAfter() == null ? event.die() : event.dieAfter();
        stream.emit(new DieSet(in, before, Objects.requireNonNullElse(said, before), at));
      }
      case CLEAR_DIE -> stream.emit(new ManualDieCleared(in, before, session.ladderDie(), at));
    }
  }

  /** Nothing is picked or snoozed that is completed by then. */
  private boolean isOfCompleted(Event event) {
    if (event.kind() != Kind.PICK && event.kind() != Kind.SNOOZE) {
      return false;
    }
    ThreadFacts thread = threadOf(event);
    if (thread.completed()) {
      stream.note(event.named(Wording.COMPLETED_BY_THEN).with("thread", thread.id()));
    }
    return thread.completed();
  }

  private void pick(Event event, SessionFacts session, ThreadFacts thread) {
    SessionId in = session.id();
    ThreadId id = thread.id();
    String title = thread.title();
    Instant at = event.timestamp();
    List<PileEvent> events = new ArrayList<>();
    int others = session.snoozed().size();
    if (session.snoozed().contains(id)) {
      events.add(new ThreadUnsnoozed(in, id, title, at));
      others--;
    }
    int position = stream.contents().position(thread);
    int ahead = stream.contents().snoozedAhead(thread);
    Die die = dieBefore(event, session);
    SelectionMethod method = method(event);
    // Which threads the die was rolled over is not in the rows.
    List<ThreadId> pool = List.of();
    events.add(
        method == SelectionMethod.RANDOM
            ? new DieRolled(
                in, id, title, die, pool, result(event, die), position, ahead, others, at)
            : new ThreadChosen(in, id, title, method, die, position, ahead, others, at));
    stream.emit(events.toArray(PileEvent[]::new));
  }

  private static Die dieBefore(Event event, SessionFacts session) {
    return Objects.requireNonNullElse(event.die(), session.currentDie());
  }

  private static SelectionMethod method(Event event) {
    String method = event.type().equals("roll") ? event.selectionMethod() : event.type();
    return switch (method) {
      case "random" -> SelectionMethod.RANDOM;
      case "set_pending" -> SelectionMethod.SET_PENDING;
      case null -> SelectionMethod.RANDOM;
      default -> SelectionMethod.OVERRIDE;
    };
  }

  /** What was thrown, 0 where that is not known. */
  private int result(Event event, Die die) {
    Integer result = event.result();
    if (result != null && result > die.sides()) {
      stream.note(
          event
              .named(Wording.RESULT_OUTSIDE)
              .with("result", result)
              .with("die", die)
              .with("instead", Wording.NOTHING.say()));
      return 0;
    }
    return result == null ? 0 : result;
  }

  private void read(Event event, SessionFacts session, ThreadFacts thread) {
    SessionId in = session.id();
    ThreadId id = thread.id();
    String title = thread.title();
    Instant at = event.timestamp();
    if (event.issuesRead() == null) {
      stream.note(event.named(Wording.WITHOUT_ISSUES));
    }
    int issues = threads.issuesOf(event);
    int remaining = thread.issuesRemaining() - issues;
    Double rating = event.rating();
    if (rating == null) {
      if (event.type().equals("rate")) {
        stream.note(event.named(Wording.WITHOUT_RATING));
      }
      stream.emit(new IssuesRead(in, id, title, issues, remaining, at));
      return;
    }
    Die before = dieBefore(event, session);
    boolean good = rating >= rules.ratingThreshold();
    Die after = Objects.requireNonNullElse(event.dieAfter(), good ? before.down() : before.up());
    QueueEnd end = remaining == 0 ? null : end(event, good);
    BigDecimal key = stream.contents().queue().keyAt(end, id);
    stream.emit(
        new ThreadRated(in, id, title, rating, issues, remaining, before, after, end, key, at));
  }

  private static QueueEnd end(Event event, boolean good) {
    return switch (event.queueMove()) {
      case "front" -> QueueEnd.FRONT;
      case "back" -> QueueEnd.BACK;
      case null, default -> good ? QueueEnd.FRONT : QueueEnd.BACK;
    };
  }

  private void snooze(Event event, SessionFacts session, ThreadFacts thread) {
    if (session.snoozed().contains(thread.id())) {
      stream.note(event.named(Wording.SNOOZED_ALREADY));
      return;
    }
    Die before = dieBefore(event, session);
    Die after = Objects.requireNonNullElse(event.dieAfter(), before.up());
    stream.emit(
        new ThreadSnoozed(
            session.id(), thread.id(), thread.title(), before, after, event.timestamp()));
  }

  private void unsnooze(Event event, SessionFacts session, ThreadFacts thread) {
    if (!session.snoozed().contains(thread.id())) {
      stream.note(event.named(Wording.NOT_SNOOZED));
      return;
    }
    stream.emit(new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
  }

  private ThreadFacts threadOf(Event event) {
    return stream.thread(new ThreadId(Objects.requireNonNull(event.subject())));
  }
}
