package dev.comicpile.portability.earlier;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.portability.earlier.ConvertedStream.Rank;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Session;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The sessions of an earlier pile. Of those that overlap, each is over when the next one starts,
 * since there is one at a time here.
 */
final class EarlierSessions {

  private final ConvertedStream stream;
  private final LongSupplier newIds;
  private final PileRules rules;

  /** Those of the rows and those invented. */
  private final Map<Long, Session> sessions = new TreeMap<>();

  /** Sessions that rows don't know, by the id that events give them. */
  private final Map<Long, Long> gone = new HashMap<>();

  private final List<Session> rows;

  EarlierSessions(
      List<Session> rows, ConvertedStream stream, LongSupplier newIds, PileRules rules) {
    this.rows = rows;
    this.stream = stream;
    this.newIds = newIds;
    this.rules = rules;
  }

  /** Plans when sessions start and end. */
  void plan(List<Event> events) {
    Map<Long, List<Event>> bySession =
        events.stream()
            .filter(event -> event.sessionId() != null)
            .collect(Collectors.groupingBy(Event::sessionId, TreeMap::new, Collectors.toList()));
    for (Session session : rows) {
      sessions.put(session.id(), session);
      plan(session, Objects.requireNonNullElse(bySession.remove(session.id()), List.of()));
    }
    bySession.forEach(
        (id, own) -> {
          Session session = invented(own.getFirst());
          gone.put(id, session.id());
          stream.note(Wording.SESSION_GONE.of("id", id, "session", session.id()));
          plan(session, own);
        });
  }

  private Session invented(Event event) {
    Session session = new Session(newIds.getAsLong(), event.timestamp(), null, event.die());
    sessions.put(session.id(), session);
    return session;
  }

  private void plan(Session session, List<Event> own) {
    Instant start = session.startedAt();
    Instant first = own.isEmpty() ? start : own.getFirst().timestamp();
    Instant last = own.isEmpty() ? start : own.getLast().timestamp();
    if (first.isBefore(start)) {
      stream.note(
          Wording.SESSION_STARTED_LATE.of("id", session.id(), "at", start).with("entered", first));
    }
    Instant started = first.isBefore(start) ? first : start;
    Instant over = Objects.requireNonNullElse(session.endedAt(), started);
    Instant ended = ConvertedStream.later(ConvertedStream.later(over, last), started);
    stream.plan(started, Rank.SESSION_START, session.id(), () -> start(session, started));
    stream.plan(ended, Rank.SESSION_END, session.id(), () -> end(session, ended));
  }

  /** The last event of a session may be as late as the start of the next one. */
  Rank rank(Event event) {
    Long said = event.sessionId();
    Session session = said == null ? null : sessions.get(gone.getOrDefault(said, said));
    return session != null && session.startedAt().isBefore(event.timestamp())
        ? Rank.EVENT_OF_EARLIER_SESSION
        : Rank.EVENT;
  }

  private void start(Session session, Instant at) {
    List<PileEvent> events = new ArrayList<>();
    stream.contents().openSession().ifPresent(open -> events.add(overBy(open, at)));
    Die die = Objects.requireNonNullElse(session.startDie(), rules.startDie());
    events.add(new SessionStarted(new SessionId(session.id()), die, null, at));
    stream.emit(events.toArray(PileEvent[]::new));
  }

  private void end(Session session, Instant at) {
    stream
        .contents()
        .openSession()
        .filter(open -> open.id().number() == session.id())
        .ifPresent(open -> stream.emit(overBy(open, at)));
  }

  /** Ends the session that is still open after everything has happened. */
  void endOpenSession() {
    stream.contents().openSession().ifPresent(open -> stream.emit(overBy(open, stream.latest())));
  }

  /** A session ends no earlier than what happened in it, its start if nothing else. */
  private SessionEnded overBy(SessionFacts open, Instant at) {
    Instant said = Objects.requireNonNull(sessions.get(open.id().number())).endedAt();
    Instant least = open.lastActivityAt();
    if (said != null && said.isBefore(least)) {
      Wording wording =
          least.equals(open.startedAt()) ? Wording.ENDED_BEFORE_START : Wording.ENDED_BEFORE_LAST;
      stream.note(wording.of("id", open.id(), "at", said).with("entered", least));
    }
    return new SessionEnded(
        open.id(),
        said == null ? SessionEnded.Reason.IDLE : SessionEnded.Reason.READER,
        said == null ? least : ConvertedStream.later(said, least),
        at);
  }

  /** The session an event belongs to; where that is not going on, the one that is, or a new one. */
  SessionFacts of(Event event) {
    Long said = event.sessionId();
    SessionId wanted = said == null ? null : new SessionId(gone.getOrDefault(said, said));
    SessionFacts open =
        stream
            .contents()
            .openSession()
            .filter(session -> session.id().equals(wanted) || !isIdle(session, event))
            .orElse(null);
    if (open != null && open.id().equals(wanted)) {
      return open;
    }
    if (open == null) {
      start(invented(event), event.timestamp());
      open = stream.contents().openSession().orElseThrow();
    }
    Remark remark =
        said == null
            ? event.named(Wording.WITHOUT_SESSION)
            : event.named(Wording.SESSION_OVER).with("said", said);
    stream.note(remark.with("session", open.id()));
    return open;
  }

  private boolean isIdle(SessionFacts session, Event event) {
    return session.lastActivityAt().plus(rules.sessionGap()).isBefore(event.timestamp());
  }
}
