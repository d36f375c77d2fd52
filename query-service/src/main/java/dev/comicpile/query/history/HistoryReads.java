package dev.comicpile.query.history;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HistoryReads {

  private static final int DEFAULT_LIMIT = 50;

  private final PileReads reads;
  private final PileRules rules;
  private final Clock clock;

  HistoryReads(PileReads reads, PileRules rules, Clock clock) {
    this.reads = reads;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Everything that happened to a thread, oldest first, deleted or not.
   *
   * <p>Undone entries are there too, and marked.
   */
  @GetMapping("/api/threads/{thread_id}/history")
  ResponseEntity<List<EntryView>> getThreadHistory(
      Reader reader, @PathVariable("thread_id") ThreadId threadId, @Valid Paging paging) {
    return reads.ofPart(
        reader, StoredEntries.ofThread(threadId, paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }

  /**
   * A session told from its start.
   *
   * <p>All its entries oldest first, undone ones marked, and a summary of what stands.
   */
  @GetMapping("/api/sessions/{session_id}/details")
  ResponseEntity<SessionDetails> getSessionDetails(
      Reader reader, @PathVariable("session_id") SessionId sessionId) {
    return reads.of(reader, SessionDetails.one(sessionId, clock.instant(), rules));
  }

  /**
   * The restore points of a session, newest first.
   *
   * <p>The same restore points as listSnapshots gives, in an object that names the session.
   */
  @GetMapping("/api/sessions/{session_id}/snapshots")
  ResponseEntity<SessionSnapshots> listSessionSnapshots(
      Reader reader, @PathVariable("session_id") SessionId sessionId) {
    return reads.ofPart(
        reader, RestorePoint.of(sessionId).map(points -> new SessionSnapshots(sessionId, points)));
  }

  /** The restore points of a session, newest first. */
  record SessionSnapshots(SessionId sessionId, List<RestorePoint> snapshots) {}
}
