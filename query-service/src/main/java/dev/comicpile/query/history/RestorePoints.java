package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileRefusal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Finds the restore points of sessions. */
@Component
public class RestorePoints {

  /** Both kinds happen in a session. */
  private static final List<String> TYPES =
      List.of(ActionType.SESSION_START.toString(), ActionType.RATE.toString());

  private final HistoryEntries entries;

  RestorePoints(HistoryEntries entries) {
    this.entries = entries;
  }

  /** The restore points of all sessions of a reader, newest first, undone ones too. */
  public List<RestorePoint> of(long readerId, int limit, int offset) {
    return entries.latestOf(readerId, TYPES, limit, offset).stream()
        .map(entry -> RestorePoint.of(Objects.requireNonNull(entry.sessionId()), entry))
        .toList();
  }

  /**
   * The restore points of a session, newest first, undone ones too.
   *
   * @throws PileRefusal if this reader has no such session
   */
  public List<RestorePoint> of(long readerId, long sessionId) {
    List<RestorePoint> points =
        entries
            .findByReaderIdAndSessionIdAndTypeInOrderByVersionDesc(readerId, sessionId, TYPES)
            .stream()
            .map(entry -> RestorePoint.of(sessionId, entry))
            .toList();
    // Every session has one: its start.
    if (points.isEmpty()) {
      throw new PileRefusal(new SessionNotFound(sessionId));
    }
    return points;
  }
}
