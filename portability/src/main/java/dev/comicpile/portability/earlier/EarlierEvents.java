package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What happened in an earlier pile, row by row, as actions. */
final class EarlierEvents {

  private final ConvertedStream stream;
  private final EarlierThreads threads;
  private final EarlierSessions sessions;
  private final PileRules rules;

  EarlierEvents(
      ConvertedStream stream, EarlierThreads threads, EarlierSessions sessions, PileRules rules) {
    this.stream = stream;
    this.threads = threads;
    this.sessions = sessions;
    this.rules = rules;
  }

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
            ActionType.ROLLED_BUT_SKIPPED,
            new PendingThreadSkipped(session.id(), thread.id(), thread.title(), event.timestamp()));
      }
      case SET_DIE -> {
        SessionFacts session = sessions.of(event);
        Die before = session.currentDie();
        Die said = event.dieAfter() == null ? event.die() : event.dieAfter();
        stream.emit(
            ActionType.SET_DIE,
            new DieSet(session.id(), before, said == null ? before : said, event.timestamp()));
      }
      case CLEAR_DIE -> {
        SessionFacts session = sessions.of(event);
        stream.emit(
            ActionType.CLEAR_DIE,
            new ManualDieCleared(
                session.id(), session.currentDie(), session.ladderDie(), event.timestamp()));
      }
    }
  }

  private void pick(Event event) {
    ThreadFacts thread = threadOf(event);
    if (isCompletedFor(event, thread)) {
      return;
    }
    SessionFacts session = sessions.of(event);
    Die die = Objects.requireNonNullElse(event.die(), session.currentDie());
    List<PileEvent> events = new ArrayList<>();
    if (session.snoozed().contains(thread.id())) {
      events.add(new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
    }
    List<ThreadId> snoozed =
        session.snoozed().stream().filter(id -> !id.equals(thread.id())).toList();
    int position = stream.contents().position(thread);
    int ahead =
        (int)
            snoozed.stream()
                .filter(id -> stream.contents().position(stream.thread(id)) < position)
                .count();
    SelectionMethod method = method(event);
    // Which threads the die was rolled over is not in the rows.
    events.add(
        method == SelectionMethod.RANDOM
            ? new DieRolled(
                session.id(),
                thread.id(),
                thread.title(),
                die,
                List.of(),
                result(event, die),
                position,
                ahead,
                snoozed.size(),
                event.timestamp())
            : new ThreadChosen(
                session.id(),
                thread.id(),
                thread.title(),
                method,
                die,
                position,
                ahead,
                snoozed.size(),
                event.timestamp()));
    stream.emit(ActionType.ROLL, events.toArray(PileEvent[]::new));
  }

  private static SelectionMethod method(Event event) {
    String method = event.type().equals("roll") ? event.selectionMethod() : event.type();
    return method == null || method.equals("random")
        ? SelectionMethod.RANDOM
        : method.equals("set_pending") ? SelectionMethod.SET_PENDING : SelectionMethod.OVERRIDE;
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
    ThreadFacts thread = threadOf(event);
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
      stream.emit(
          ActionType.READ,
          new IssuesRead(
              session.id(), thread.id(), thread.title(), issues, remaining, event.timestamp()));
      return;
    }
    Die before = Objects.requireNonNullElse(event.die(), session.currentDie());
    boolean good = rating >= rules.ratingThreshold();
    Die after = good ? before.down() : before.up();
    QueueEnd end = remaining == 0 ? null : end(event, good);
    BigDecimal key =
        switch (end) {
          case FRONT -> stream.contents().queue().keyAtFront(thread.id());
          case BACK -> stream.contents().queue().keyAtBack(thread.id());
          case null -> null;
        };
    stream.emit(
        ActionType.RATE,
        new ThreadRated(
            session.id(),
            thread.id(),
            thread.title(),
            rating,
            issues,
            remaining,
            before,
            Objects.requireNonNullElse(event.dieAfter(), after),
            end,
            key,
            event.timestamp()));
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
    Die before = Objects.requireNonNullElse(event.die(), session.currentDie());
    stream.emit(
        ActionType.SNOOZE,
        new ThreadSnoozed(
            session.id(),
            thread.id(),
            thread.title(),
            before,
            Objects.requireNonNullElse(event.dieAfter(), before.up()),
            event.timestamp()));
  }

  private void unsnooze(Event event) {
    SessionFacts session = sessions.of(event);
    ThreadFacts thread = threadOf(event);
    if (!session.snoozed().contains(thread.id())) {
      stream.note(event.named(Wording.NOT_SNOOZED));
      return;
    }
    stream.emit(
        ActionType.UNSNOOZE,
        new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
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
