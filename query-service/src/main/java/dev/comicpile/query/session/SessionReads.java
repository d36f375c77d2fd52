package dev.comicpile.query.session;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SessionReads {

  private static final int DEFAULT_LIMIT = 10;

  private final PileReads reads;
  private final PileRules rules;
  private final Clock clock;

  SessionReads(PileReads reads, PileRules rules, Clock clock) {
    this.reads = reads;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * The session that is going on, or what the next one would start as.
   *
   * <p>Where none is going on its id is null; reading starts none.
   */
  @GetMapping({"/api/session/current", "/api/sessions/current"})
  ResponseEntity<SessionView> getCurrentSession(Reader reader) {
    Instant now = clock.instant();
    return reads.ofMoment(
        reader,
        StoredSession.notEnded()
            .map(
                open ->
                    open.filter(session -> session.facts().activeAt(now, rules.sessionGap()))
                        .map(session -> view(session, now, reader))
                        .orElseGet(
                            () ->
                                SessionView.notStarted(
                                    reader.id(),
                                    rules.startDie(),
                                    open.flatMap(StoredSession::pending).orElse(null)))));
  }

  /**
   * Sessions, newest first.
   *
   * <p>Sessions whose start was undone are left out.
   */
  @GetMapping({"/api/sessions", "/api/session/history"})
  ResponseEntity<List<SessionView>> listSessions(Reader reader, @Valid Paging paging) {
    Instant now = clock.instant();
    return reads.of(
        reader,
        StoredSession.recent(paging.limitOr(DEFAULT_LIMIT), paging.skipped())
            .map(
                sessions ->
                    new PileReads.Answer<>(
                        sessions.stream().map(session -> view(session, now, reader)).toList(),
                        sessions.stream().noneMatch(found -> found.session().open()))));
  }

  /**
   * One session.
   *
   * <p>One whose start was undone is there too, with undone set.
   */
  @GetMapping("/api/sessions/{session_id}")
  ResponseEntity<SessionView> getSession(
      Reader reader, @PathVariable("session_id") SessionId sessionId) {
    Instant now = clock.instant();
    return reads.of(
        reader,
        StoredSession.one(sessionId)
            .map(
                session ->
                    new PileReads.Answer<>(view(session, now, reader), !session.session().open())));
  }

  private SessionView view(StoredSession session, Instant now, Reader reader) {
    return session.viewAt(now, rules.sessionGap(), reader.id());
  }
}
