package dev.comicpile.portability.archive;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.CompleteRecords;
import java.util.HashMap;
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
    Record event = (Record) recorded.event();
    return new RecordedEvent(
        recorded.version(),
        (PileEvent) CompleteRecords.changed(event, (component, value) -> renumbered(value)),
        recorded.action(),
        recorded.actionVersion());
  }

  private @Nullable Object renumbered(@Nullable Object value) {
    return switch (value) {
      case ThreadId id -> threads.computeIfAbsent(id, old -> ids.nextThreadId());
      case SessionId id -> sessions.computeIfAbsent(id, old -> ids.nextSessionId());
      case null, default -> value;
    };
  }
}
