package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that the pile can be restored to: where the session started, or a rating.
 *
 * @param id the version of that start or rating
 * @param rating null for a start
 * @param undone whether it was taken back; the pile can be restored to it all the same
 */
@Schema(name = "Snapshot")
public record RestorePoint(
    long id,
    long sessionId,
    Instant createdAt,
    String description,
    @Nullable Double rating,
    boolean undone) {

  /** Both kinds happen in a session. */
  private static final String POINTS =
      """
      select e.version, e.session_id, e.at, e.type, e.rating, e.undone
      from views.history_entry e
      where a.wanted and e.reader_id = a.reader_id and e.type in ('%s', '%s')
      """
          .formatted(ActionType.SESSION_START, ActionType.RATE);

  private static final String OF_SESSION = POINTS + "and e.session_id = ? order by e.version desc";

  private static final String LATEST = POINTS + "order by e.version desc limit ? offset ?";

  /** The restore points of all sessions of a reader, newest first, undone ones too. */
  public static ViewQuery<List<RestorePoint>> latest(int limit, int offset) {
    return ViewQuery.list(ViewName.HISTORY, LATEST, RestorePoint::read, limit, offset);
  }

  /**
   * The restore points of a session, newest first, undone ones too; it refuses with {@link
   * SessionNotFound} where this reader has no such session.
   */
  public static ViewQuery<List<RestorePoint>> of(SessionId sessionId) {
    // Every session has one: its start.
    return ViewQuery.one(
        new SessionNotFound(sessionId),
        ViewName.HISTORY,
        OF_SESSION,
        row -> row.list(RestorePoint::read),
        sessionId.number());
  }

  private static RestorePoint read(Row row) throws SQLException {
    long version = row.id();
    long sessionId = row.id();
    Instant at = row.time();
    boolean start = row.text().equals(ActionType.SESSION_START.toString());
    Double rating = row.ratingOrNull();
    String description = start ? "Session start" : "After rating " + rating + "/5.0";
    return new RestorePoint(version, sessionId, at, description, rating, row.truth());
  }
}
