package dev.comicpile.portability.archive;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.CompleteRecords;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the threads and sessions of a stream new ids, for they are unique over all readers and the
 * old ones may be somebody else's here. Ids are given in the order in which the stream names the
 * old ones, so what was older stays older.
 */
final class RenumberedEvents {

  private final Ids ids;
  private final Map<ThreadId, ThreadId> threads = new HashMap<>();
  private final Map<SessionId, SessionId> sessions = new HashMap<>();

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
      values[i] = value(CompleteRecords.value(record, components[i]));
      types[i] = components[i].getType();
    }
    try {
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case ThreadId id -> threads.computeIfAbsent(id, old -> ids.nextThreadId());
      case SessionId id -> sessions.computeIfAbsent(id, old -> ids.nextSessionId());
      case Record inner -> renumber(inner);
      case List<?> list -> list.stream().map(this::value).toList();
      case null, default -> value;
    };
  }
}
