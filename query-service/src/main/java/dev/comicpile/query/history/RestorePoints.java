package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileRefusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the restore points of sessions. */
@Component
public class RestorePoints {

  private static final List<String> TYPES =
      List.of(ActionType.SESSION_START.toString(), ActionType.RATE.toString());

  private final HistoryEntries entries;

  RestorePoints(HistoryEntries entries) {
    this.entries = entries;
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
