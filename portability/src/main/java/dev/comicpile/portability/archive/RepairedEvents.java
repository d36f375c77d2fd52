package dev.comicpile.portability.archive;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Column;
import dev.comicpile.portability.format.Column.Reading;
import dev.comicpile.portability.format.Columns;
import dev.comicpile.portability.format.CompleteRecords;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  private final Columns columns;
  private final Instant now;
  private final Set<String> notes;
  private final Map<Long, RecordedEvent> changed = new HashMap<>();
  private final String username;
  private @Nullable Instant latest;

  /**
   * The events of a reader, from the first one on.
   *
   * @param notes gets a sentence for everything that is changed
   */
  RepairedEvents(String username, Instant now, Set<String> notes) {
    this.username = username;
    this.columns = new Columns(now);
    this.now = now;
    this.notes = notes;
  }

  /** The next event as it is entered, after what the pile holds before it. */
  RecordedEvent repair(RecordedEvent recorded, Contents before) {
    Instant at = time(recorded);
    String name = "Event " + recorded.version() + " (" + recorded.event().type() + ")";
    PileEvent event = (PileEvent) repaired((Record) recorded.event(), name, at, true);
    event =
        switch (event) {
          case SessionEnded e -> ended(e, name, before);
          case DieRolled e -> rolled(e, name);
          default -> event;
        };
    latest = at;
    if (event.equals(recorded.event())) {
      return recorded;
    }
    RecordedEvent repaired =
        new RecordedEvent(recorded.version(), event, recorded.action(), recorded.actionVersion());
    changed.put(recorded.version(), repaired);
    return repaired;
  }

  /** The event as it was entered by {@link #repair}. */
  RecordedEvent repaired(RecordedEvent recorded) {
    return changed.getOrDefault(recorded.version(), recorded);
  }

  /** Versions keep the order of their times. */
  private Instant time(RecordedEvent recorded) {
    Instant said = recorded.event().at();
    Instant at = columns.isPossible(said) ? said : Objects.requireNonNullElse(latest, now);
    return latest != null && at.isBefore(latest) ? latest : at;
  }

  private Record repaired(Record record, String name, Instant at, boolean event) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean same = true;
    for (int i = 0; i < components.length; i++) {
      Object value = CompleteRecords.value(record, components[i]);
      Instant own = event && components[i].getName().equals("at") ? at : null;
      values[i] = repaired(components[i], value, name, own, at);
      types[i] = components[i].getType();
      same &= values[i] == value;
    }
    if (same) {
      return record;
    }
    try {
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object repaired(
      RecordComponent component,
      @Nullable Object value,
      String name,
      @Nullable Instant own,
      Instant at) {
    return switch (value) {
      case Record inner -> repaired(inner, name, at, false);
      case List<?> list -> repaired(list, name, at);
      case Instant time -> time(component, time, name, own, at);
      case String text -> cell(component, text, text, name);
      case Double number -> cell(component, number, BigDecimal.valueOf(number), name);
      case null, default -> value;
    };
  }

  private List<?> repaired(List<?> list, String name, Instant at) {
    List<?> repaired =
        list.stream()
            .map(
                element ->
                    element instanceof Record inner ? repaired(inner, name, at, false) : element)
            .toList();
    return repaired.equals(list) ? list : repaired;
  }

  private Instant time(
      RecordComponent component, Instant time, String name, @Nullable Instant own, Instant at) {
    Instant entered = own != null ? own : columns.isPossible(time) ? time : at;
    if (!entered.equals(time)) {
      String problem =
          columns.isPossible(time)
              ? "must not be before the event before it"
              : "must be a time from 1970 to now";
      note(name, component, time, problem, entered);
      return entered;
    }
    return time;
  }

  private @Nullable Object cell(RecordComponent component, Object value, Object cell, String name) {
    Column<?> column = COLUMNS.get(component.getName());
    if (column == null) {
      return value;
    }
    Reading<?> reading = column.read(cell);
    if (reading.problem() == null) {
      return value;
    }
    Object entered = reading.value() == null ? column.otherwise() : reading.value();
    if (entered == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      entered = "Untitled";
    }
    note(name, component, value, reading.problem(), entered);
    return entered;
  }

  private SessionEnded ended(SessionEnded e, String name, Contents before) {
    Instant least =
        before
            .openSession()
            .filter(open -> open.id().equals(e.sessionId()))
            .map(SessionFacts::lastActivityAt)
            .orElse(e.endedAt());
    if (!e.endedAt().isBefore(least)) {
      return e;
    }
    add(
        "%s: the session is said to have ended at %s, before its last event at %s, which is entered.",
        name, e.endedAt(), least);
    return new SessionEnded(e.sessionId(), e.reason(), least, e.at());
  }

  private DieRolled rolled(DieRolled e, String name) {
    if (e.result() >= 0 && e.result() <= e.die().sides()) {
      return e;
    }
    int row = e.pool().indexOf(e.threadId()) + 1;
    add("%s has the result %d on a %s; %d is entered.", name, e.result(), e.die(), row);
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
      String name,
      RecordComponent component,
      Object value,
      String problem,
      @Nullable Object entered) {
    String column =
        SNAKE_CASE.matcher(component.getName()).replaceAll("_$0").toLowerCase(Locale.ROOT);
    String words = (entered == null ? "nothing" : Column.shown(entered)) + " is entered";
    add("%s: %s", name, Column.sentence(column, value, problem, words));
  }

  private void add(String sentence, Object... facts) {
    notes.add(username + ": " + String.format(Locale.ROOT, sentence, facts));
  }
}
