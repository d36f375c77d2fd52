package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.CompleteRecords;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets right in one reader's events what this system forbids, by the same {@link Columns} as the
 * rows of other files, so that nothing comes in by an export that could not by the API. Events that
 * this system has written are left as they are.
 */
final class RepairedEvents {

  /** What components of events hold, by their names. */
  private static final Map<String, Column<?>> COLUMNS =
      Map.of(
          "title", Columns.TITLE,
          "format", Columns.FORMAT,
          "notes", Columns.NOTES,
          "reviewUrl", Columns.REVIEW_URL,
          "rating", Columns.RATING,
          "lastRating", Columns.LAST_RATING);

  private static final Pattern SNAKE_CASE = Pattern.compile("[A-Z]");

  private final Instant now;
  private final Consumer<Remark> notes;
  private Pile pile = Pile.empty(new ReaderId(0));
  private @Nullable Instant latest;

  /** Order keys that the action under way has given. */
  private final List<BigDecimal> places = new ArrayList<>();

  /**
   * The events of a reader, from the first one on.
   *
   * @param notes gets a sentence for everything that is changed
   */
  RepairedEvents(Instant now, Consumer<Remark> notes) {
    this.now = now;
    this.notes = notes;
  }

  /** What the events make so far, as they are entered. */
  Pile pile() {
    return pile;
  }

  /**
   * The next event as it is entered.
   *
   * @throws RuntimeException if it cannot have happened after those before it
   */
  RecordedEvent next(RecordedEvent recorded) {
    Instant at = time(recorded.event().at());
    Remark subject = Wording.EVENT_OF.of("id", recorded.version(), "name", recorded.event().type());
    Record possible =
        CompleteRecords.changed(
            (Record) recorded.event(),
            (component, value) ->
                switch (value) {
                  case Instant time -> time(component, time, subject, at);
                  case String text -> cell(component, text, text, subject);
                  case Double number ->
                      cell(component, number, BigDecimal.valueOf(number), subject);
                  case BigDecimal orderKey -> {
                    places.add(orderKey);
                    yield orderKey;
                  }
                  case null, default -> value;
                });
    PileEvent event =
        switch (possible) {
          case SessionEnded e -> ended(e, subject);
          case DieRolled e -> rolled(e, subject);
          default -> (PileEvent) possible;
        };
    latest = at;
    RecordedEvent entered =
        new RecordedEvent(recorded.version(), event, recorded.action(), recorded.actionVersion());
    pile = pile.evolve(entered);
    if (recorded.endsAction()) {
      // Within an action two threads may have one place, as in a reversal of several events.
      if (!places.stream().allMatch(pile.contents().queue()::canHold)) {
        throw new IllegalStateException("a place in the queue that is none, or another thread's");
      }
      places.clear();
    }
    return entered;
  }

  /** When an event happened: versions keep the order of their times. */
  private Instant time(Instant said) {
    Instant at = Columns.isPossible(said, now) ? said : Objects.requireNonNullElse(latest, now);
    return latest != null && at.isBefore(latest) ? latest : at;
  }

  private Instant time(RecordComponent component, Instant time, Remark subject, Instant at) {
    boolean ofEvent =
        component.getName().equals("at")
            && PileEvent.class.isAssignableFrom(component.getDeclaringRecord());
    Instant entered = Columns.isPossible(time, now) && !ofEvent ? time : at;
    if (!entered.equals(time)) {
      Wording problem = Columns.isPossible(time, now) ? Wording.IN_ORDER : Wording.TIME_TO_NOW;
      note(subject, component, time, problem.say(), entered);
    }
    return entered;
  }

  private @Nullable Object cell(
      RecordComponent component, Object value, Object cell, Remark subject) {
    Column<?> column = COLUMNS.get(component.getName());
    if (column == null) {
      return value;
    }
    Reading<?> reading = column.read(cell, now);
    if (reading.problem() == null) {
      return value;
    }
    Object entered = reading.value() == null ? column.otherwise() : reading.value();
    if (entered == null && !CompleteRecords.isNullable(component)) {
      entered = "Untitled";
    }
    note(subject, component, value, reading.problem(), entered);
    return entered;
  }

  private SessionEnded ended(SessionEnded e, Remark subject) {
    Instant least =
        pile.contents()
            .openSession()
            .filter(open -> open.id().equals(e.sessionId()))
            .map(SessionFacts::lastActivityAt)
            .orElse(e.endedAt());
    if (!e.endedAt().isBefore(least)) {
      return e;
    }
    add(subject, Wording.SESSION_ENDED_EARLY.of("at", e.endedAt(), "entered", least));
    return new SessionEnded(e.sessionId(), e.reason(), least, e.at());
  }

  private DieRolled rolled(DieRolled e, Remark subject) {
    if (e.result() >= 0 && e.result() <= e.die().sides()) {
      return e;
    }
    int row = e.pool().indexOf(e.threadId()) + 1;
    add(
        subject,
        Wording.RESULT_OUTSIDE
            .of("result", e.result(), "die", e.die())
            .with("instead", Wording.ENTERED.of("entered", row)));
    return new DieRolled(
        e.sessionId(),
        e.threadId(),
        e.title(),
        e.die(),
        e.pool(),
        row,
        e.queuePosition(),
        e.offset(),
        e.snoozedCount(),
        e.at());
  }

  private void note(
      Remark subject,
      RecordComponent component,
      Object value,
      Remark problem,
      @Nullable Object entered) {
    String column =
        SNAKE_CASE.matcher(component.getName()).replaceAll("_$0").toLowerCase(Locale.ROOT);
    Remark instead =
        entered == null
            ? Wording.NOTHING.say()
            : Wording.ENTERED.of("entered", Column.shown(entered));
    add(subject, Column.repaired(column, value, problem, instead));
  }

  private void add(Remark subject, Remark remark) {
    notes.accept(remark.with("subject", subject));
  }
}
