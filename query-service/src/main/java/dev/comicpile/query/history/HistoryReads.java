package dev.comicpile.query.history;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.query.view.PileReads;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HistoryReads {

  private static final int DEFAULT_LIMIT = 50;

  private final PileReads reads;
  private final HistoryEntries entries;
  private final HistorySessions sessions;
  private final RestorePoints restorePoints;
  private final PileRules rules;
  private final Clock clock;

  HistoryReads(
      PileReads reads,
      HistoryEntries entries,
      HistorySessions sessions,
      RestorePoints restorePoints,
      PileRules rules,
      Clock clock) {
    this.reads = reads;
    this.entries = entries;
    this.sessions = sessions;
    this.restorePoints = restorePoints;
    this.rules = rules;
    this.clock = clock;
  }

  @GetMapping("/api/threads/{thread_id}/history")
  @Tag(name = "Threads")
  @Operation(summary = "Everything that happened to a thread, oldest first, deleted or not")
  ResponseEntity<List<EntryView>> ofThread(
      Reader reader,
      @PathVariable("thread_id") long threadId,
      @Valid @ParameterObject Paging paging) {
    return reads.ofPile(
        ViewName.HISTORY,
        reader,
        () -> {
          if (!entries.existsThread(reader.id(), threadId)) {
            throw new PileRefusal(new ThreadNotFound(threadId));
          }
          return entries
              .ofThread(reader.id(), threadId, paging.limitOr(DEFAULT_LIMIT), paging.skipped())
              .stream()
              .map(EntryView::of)
              .toList();
        });
  }

  @GetMapping("/api/sessions/{session_id}/details")
  @Tag(name = "Sessions")
  @Operation(summary = "A session told from its start")
  ResponseEntity<SessionDetails> details(
      Reader reader, @PathVariable("session_id") long sessionId) {
    return reads.of(
        ViewName.HISTORY,
        reader,
        () -> {
          HistorySession session =
              sessions
                  .findByReaderIdAndId(reader.id(), sessionId)
                  .orElseThrow(() -> new PileRefusal(new SessionNotFound(sessionId)));
          return PileReads.Answer.settledIf(!session.open(), details(reader.id(), session));
        });
  }

  private SessionDetails details(long readerId, HistorySession session) {
    Instant now = clock.instant();
    List<HistoryEntry> found =
        entries.findByReaderIdAndSessionIdOrderByVersion(readerId, session.id());
    return new SessionDetails(
        session.id(),
        session.startedAt(),
        session.overAt(now, rules.sessionGap()),
        session.startDie().sides(),
        session.ladderPath(),
        SessionDetails.Narrative.of(found),
        session.currentDie().sides(),
        found.stream().map(EntryView::of).toList());
  }

  @GetMapping("/api/sessions/{session_id}/snapshots")
  @Tag(name = "Sessions")
  @Operation(summary = "The restore points of a session, newest first")
  ResponseEntity<SessionSnapshots> snapshots(
      Reader reader, @PathVariable("session_id") long sessionId) {
    return reads.ofPile(
        ViewName.HISTORY,
        reader,
        () ->
            new SessionSnapshots(
                sessionId,
                restorePoints.of(reader.id(), sessionId).stream()
                    .map(SessionSnapshots.Snapshot::of)
                    .toList()));
  }
}
