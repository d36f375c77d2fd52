package dev.comicpile.query.session;

import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.query.view.PileReads;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sessions")
class SessionReads {

  private static final int DEFAULT_LIMIT = 10;

  private final PileReads reads;
  private final SessionRows sessions;
  private final SessionViews views;

  SessionReads(PileReads reads, SessionRows sessions, SessionViews views) {
    this.reads = reads;
    this.sessions = sessions;
    this.views = views;
  }

  @GetMapping({"/api/session/current", "/api/sessions/current"})
  @Operation(summary = "The session that is going on, or what the next one would start as")
  ResponseEntity<SessionView> current(Reader reader) {
    return reads.ofMoment(ViewName.QUEUE, reader, () -> views.current(reader.id()));
  }

  @GetMapping({"/api/sessions", "/api/session/history"})
  @Operation(summary = "Sessions, newest first")
  ResponseEntity<List<SessionView>> recent(Reader reader, @Valid @ParameterObject Paging paging) {
    return reads.of(
        ViewName.QUEUE,
        reader,
        () -> {
          List<SessionRow> rows =
              sessions.recent(reader.id(), paging.limitOr(DEFAULT_LIMIT), paging.skipped());
          return PileReads.Answer.settledIf(
              rows.stream().noneMatch(SessionHeader::open), views.views(reader.id(), rows));
        });
  }

  @GetMapping("/api/sessions/{session_id}")
  @Operation(summary = "One session")
  ResponseEntity<SessionView> one(Reader reader, @PathVariable("session_id") long sessionId) {
    return reads.of(
        ViewName.QUEUE,
        reader,
        () -> {
          SessionRow row =
              sessions
                  .findByReaderIdAndId(reader.id(), sessionId)
                  .orElseThrow(() -> new PileRefusal(new SessionNotFound(sessionId)));
          return PileReads.Answer.settledIf(
              !row.open(), views.views(reader.id(), List.of(row)).getFirst());
        });
  }
}
