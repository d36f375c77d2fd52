package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import java.time.Instant;

/**
 * A version that the pile can be restored to: where the session started, or a rating.
 *
 * @param version the version of that start or rating
 * @param undone whether it was taken back; the pile can be restored to it all the same
 */
public record RestorePoint(
    long version, long sessionId, Instant createdAt, String description, boolean undone) {

  static RestorePoint of(long sessionId, HistoryEntry entry) {
    String description =
        entry.is(ActionType.SESSION_START)
            ? "Session start"
            : "After rating " + entry.rating() + "/5.0";
    return new RestorePoint(entry.version(), sessionId, entry.at(), description, entry.undone());
  }
}
