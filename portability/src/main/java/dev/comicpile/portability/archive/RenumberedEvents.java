package dev.comicpile.portability.archive;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.CompleteRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        (PileEvent) Objects.requireNonNull(value(recorded.event())),
        recorded.action(),
        recorded.actionVersion());
  }

  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case ThreadId id -> threads.computeIfAbsent(id, old -> ids.nextThreadId());
      case SessionId id -> sessions.computeIfAbsent(id, old -> ids.nextSessionId());
      case Record inner -> CompleteRecords.changed(inner, (component, held) -> value(held));
      case List<?> list -> list.stream().map(this::value).toList();
      case null, default -> value;
    };
  }
}
