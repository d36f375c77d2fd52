package dev.comicpile.query.history;

import dev.comicpile.api.SessionId;
import java.util.List;

/** The restore points of a session, newest first. */
record SessionSnapshots(SessionId sessionId, List<RestorePoint> snapshots) {}
