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
    switch (Objects.requireNonNull(event.kind())) {
      case PICK -> pick(event);
      case READ -> read(event);
      case SNOOZE -> snooze(event);
      case UNSNOOZE -> unsnooze(event);
      case SKIP -> {
        SessionFacts session = sessions.of(event);
        ThreadFacts thread = threadOf(event);
        stream.emit(
            new PendingThreadSkipped(session.id(), thread.id(), thread.title(), event.timestamp()));
      }
      case SET_DIE -> {
        SessionFacts session = sessions.of(event);
        Die before = session.currentDie();
        Die said = event.dieAfter() == null ? event.die() : event.dieAfter();
        Die after = Objects.requireNonNullElse(said, before);
        stream.emit(new DieSet(session.id(), before, after, event.timestamp()));
      }
      case CLEAR_DIE -> {
        SessionFacts session = sessions.of(event);
        Die before = session.currentDie();
        stream.emit(
            new ManualDieCleared(session.id(), before, session.ladderDie(), event.timestamp()));
      }
    }
  }

  private void pick(Event event) {
    ThreadFacts thread = threadOf(event);
    if (isCompletedFor(event, thread)) {
      return;
    }
    SessionFacts session = sessions.of(event);
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

  private void read(Event event) {
    SessionFacts session = sessions.of(event);
    SessionId in = session.id();
    ThreadFacts thread = threadOf(event);
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
    BigDecimal key =
        switch (end) {
          case FRONT -> stream.contents().queue().keyAtFront(id);
          case BACK -> stream.contents().queue().keyAtBack(id);
          case null -> null;
        };
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

  private void snooze(Event event) {
    ThreadFacts thread = threadOf(event);
    if (isCompletedFor(event, thread)) {
      return;
    }
    SessionFacts session = sessions.of(event);
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

  private void unsnooze(Event event) {
    SessionFacts session = sessions.of(event);
    ThreadFacts thread = threadOf(event);
    if (!session.snoozed().contains(thread.id())) {
      stream.note(event.named(Wording.NOT_SNOOZED));
      return;
    }
    stream.emit(new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
  }

  private boolean isCompletedFor(Event event, ThreadFacts thread) {
    if (thread.completed()) {
      stream.note(event.named(Wording.COMPLETED_BY_THEN).with("thread", thread.id()));
    }
    return thread.completed();
  }

  private ThreadFacts threadOf(Event event) {
    return stream.thread(new ThreadId(Objects.requireNonNull(event.subject())));
  }
}
