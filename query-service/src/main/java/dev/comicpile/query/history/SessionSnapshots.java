package dev.comicpile.query.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The restore points of a session, newest first. */
public record SessionSnapshots(long sessionId, List<Snapshot> snapshots) {

  public SessionSnapshots {
    snapshots = List.copyOf(snapshots);
  }

  /**
   * A restore point.
   *
   * @param id its version
   * @param rating null where it is the start of a session
   */
  public record Snapshot(
      long id,
      long sessionId,
      Instant createdAt,
      String description,
      @Nullable Double rating,
      boolean undone) {

    /** A restore point as clients see it. */
    public static Snapshot of(RestorePoint point) {
      return new Snapshot(
          point.version(),
          point.sessionId(),
          point.createdAt(),
          point.description(),
          point.rating(),
          point.undone());
    }
  }
}
