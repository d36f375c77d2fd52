package dev.comicpile.query.history;

import java.util.List;

/** The restore points of a session, newest first. */
record SessionSnapshots(long sessionId, List<RestorePoint> snapshots) {

  SessionSnapshots {
    snapshots = List.copyOf(snapshots);
  }
}
