package dev.comicpile.query.analytics;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.thread.ThreadChanges;
import dev.comicpile.query.view.Changes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many threads and ended sessions a pile has. Of those that a run of events may change, what
 * their rows say before it is subtracted and what they are after it is added. Most runs change
 * none: a roll, say, or a rating that leaves something to read.
 */
final class PileTotals {

  /** Looks at the rows as they are before the run, so it comes before what changes them. */
  private static final String ADD =
      """
      insert into views.analytics_pile as p
        (reader_id, threads, active_threads, ended_sessions, ended_micros)
      select ?, ? - t.threads, ? - t.active_threads, ? - s.ended_sessions, ? - s.ended_micros
      from
        (select count(*) as threads,
                count(*) filter (where issues_remaining > 0) as active_threads
         from views.analytics_thread where reader_id = ? and id = any (?)) t
        cross join
        (select count(*) as ended_sessions,
                coalesce(sum(extract(epoch from ended_at - started_at) * 1000000), 0)
                  as ended_micros
         from views.analytics_session
         where reader_id = ? and id = any (?) and ended_at is not null and not undone) s
      on conflict (reader_id) do update set
        threads = p.threads + excluded.threads,
        active_threads = p.active_threads + excluded.active_threads,
        ended_sessions = p.ended_sessions + excluded.ended_sessions,
        ended_micros = p.ended_micros + excluded.ended_micros\
      """;

  private static final String ISSUES_REMAINING = "issues_remaining";

  private final long readerId;
  private final Set<Long> threads = new HashSet<>();
  private final Set<Long> sessions = new HashSet<>();

  /** What these events may change of the totals. */
  PileTotals(long readerId, List<RecordedEvent> events) {
    this.readerId = readerId;
    events.forEach(recorded -> touch(recorded.event()));
  }

  private void touch(PileEvent event) {
    switch (event) {
      case ThreadAdded e -> threads.add(e.thread().id());
      case ThreadsImported e -> touchAll(e.threads());
      case ThreadEdited e -> {
        if (e.changed().contains(ISSUES_REMAINING)) {
          threads.add(e.thread().id());
        }
      }
      case ThreadReactivated e -> threads.add(e.threadId());
      case ThreadDeleted e -> threads.add(e.threadId());
      case ThreadMoved e -> {}
      case QueueCleared e -> threads.addAll(e.threadIds());
      case ThreadRated e -> touchIfCompleted(e.threadId(), e.issuesRemaining());
      case IssuesRead e -> touchIfCompleted(e.threadId(), e.issuesRemaining());
      case SessionEnded e -> sessions.add(e.sessionId());
      case SessionEvent e -> {}
      case UndoEvent e -> touch(e.difference());
    }
  }

  private void touchIfCompleted(long threadId, int issuesRemaining) {
    if (issuesRemaining == 0) {
      threads.add(threadId);
    }
  }

  private void touch(Difference difference) {
    touchAll(difference.threads());
    threads.addAll(difference.removedThreads());
    difference.sessions().stream().map(SessionFacts::id).forEach(sessions::add);
    sessions.addAll(difference.removedSessions());
  }

  private void touchAll(List<ThreadFacts> facts) {
    facts.forEach(thread -> threads.add(thread.id()));
  }

  /** Adds what brings the totals up to date. The rows must still be as they were before the run. */
  void write(ThreadChanges held, SessionFold played, Changes changes) {
    if (threads.isEmpty() && sessions.isEmpty()) {
      return;
    }
    long threadsAfter = 0;
    long activeAfter = 0;
    for (ThreadFacts put : held.puts()) {
      if (threads.contains(put.id())) {
        threadsAfter++;
        activeAfter += put.completed() ? 0 : 1;
      }
    }
    for (ThreadChanges.Patch patch : held.patches()) {
      Integer remaining = patch.issuesRemaining();
      if (remaining != null && threads.contains(patch.id())) {
        threadsAfter++;
        activeAfter += remaining == 0 ? 0 : 1;
      }
    }
    long endedAfter = 0;
    long microsAfter = 0;
    for (SessionFold.Changed session : played.changed()) {
      SessionFacts facts = session.facts();
      if (sessions.contains(session.id()) && facts != null && !session.undone()) {
        Instant endedAt = facts.endedAt();
        if (endedAt != null) {
          endedAfter++;
          microsAfter += ChronoUnit.MICROS.between(facts.startedAt(), endedAt);
        }
      }
    }
    changes.run(
        ADD,
        readerId,
        threadsAfter,
        activeAfter,
        endedAfter,
        microsAfter,
        readerId,
        threads.toArray(Long[]::new),
        readerId,
        sessions.toArray(Long[]::new));
  }
}
