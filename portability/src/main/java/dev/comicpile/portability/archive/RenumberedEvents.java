package dev.comicpile.portability.archive;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.CompleteRecords;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the threads and sessions of a stream new ids, for they are unique over all readers and the
 * old ones may be somebody else's here. Ids are given in the order in which the stream names the
 * old ones, so what was older stays older.
 */
final class RenumberedEvents {

  /** Components of events that hold ids of threads, one or a list of them. */
  private static final Set<String> THREADS =
      Set.of("threadId", "threadIds", "pool", "snoozed", "removedThreads");

  private static final Set<String> SESSIONS = Set.of("sessionId", "removedSessions");

  private final Ids ids;
  private final Map<Long, Long> threads = new HashMap<>();
  private final Map<Long, Long> sessions = new HashMap<>();

  RenumberedEvents(Ids ids) {
    this.ids = ids;
  }

  /** The next event of the stream with its new ids. */
  RecordedEvent renumber(RecordedEvent recorded) {
    return new RecordedEvent(
        recorded.version(),
        (PileEvent) renumber((Record) recorded.event()),
        recorded.action(),
        recorded.actionVersion());
  }

  private Record renumber(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          value(record, components[i].getName(), CompleteRecords.value(record, components[i]));
      types[i] = components[i].getType();
    }
    try {
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object value(Record owner, String name, @Nullable Object value) {
    return switch (value) {
      case Record inner -> renumber(inner);
      case List<?> list -> list.stream().map(element -> value(owner, name, element)).toList();
      case Long id when THREADS.contains(name) || isIdOf(owner, name, ThreadFacts.class) ->
          threads.computeIfAbsent(id, old -> ids.nextThreadId());
      case Long id when SESSIONS.contains(name) || isIdOf(owner, name, SessionFacts.class) ->
          sessions.computeIfAbsent(id, old -> ids.nextSessionId());
      case null, default -> value;
    };
  }

  private static boolean isIdOf(Record owner, String name, Class<?> type) {
    return type.isInstance(owner) && name.equals("id");
  }
}
