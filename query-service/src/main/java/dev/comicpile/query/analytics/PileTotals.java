package dev.comicpile.query.analytics;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Fold;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How many threads and ended sessions a pile has. What those that a run of events concerns were
 * before it is subtracted, and what they are after it is added. Most runs change nothing of it: a
 * roll, say, or a rating that leaves something to read.
 */
final class PileTotals {

  private static final String ADD =
      """
      insert into views.analytics_pile as p
        (reader_id, threads, active_threads, ended_sessions, ended_micros)
      values (?, ?, ?, ?, ?)
      on conflict (reader_id) do update set
        threads = p.threads + excluded.threads,
        active_threads = p.active_threads + excluded.active_threads,
        ended_sessions = p.ended_sessions + excluded.ended_sessions,
        ended_micros = p.ended_micros + excluded.ended_micros\
      """;

  private long threads;
  private long activeThreads;
  private long endedSessions;
  private long endedMicros;
  private boolean concerned;

  private PileTotals() {}

  /** Adds what brings the totals up to date. */
  static void add(long reader, Fold fold, Changes changes) {
    PileTotals difference = new PileTotals();
    fold.threads().forEach(id -> difference.count(fold.threadBefore(id), fold.thread(id)));
    for (SessionFacts session : fold.sessions()) {
      difference.concerned = true;
      fold.sessionBefore(session.id()).ifPresent(before -> difference.count(before, -1));
      if (fold.stands(session)) {
        difference.count(session, 1);
      }
    }
    // Where nothing is left of what came and went there is a row all the same, as there would be
    // had it come and gone in two runs.
    if (difference.concerned) {
      changes.run(
          ADD,
          reader,
          difference.threads,
          difference.activeThreads,
          difference.endedSessions,
          difference.endedMicros);
    }
  }

  private void count(Optional<ThreadFacts> before, Optional<ThreadFacts> after) {
    before.ifPresent(thread -> count(thread, -1));
    after.ifPresent(thread -> count(thread, 1));
    concerned |=
        !before.map(ThreadFacts::completed).equals(after.map(ThreadFacts::completed))
            || before.isEmpty();
  }

  private void count(ThreadFacts thread, int sign) {
    threads += sign;
    activeThreads += thread.completed() ? 0 : sign;
  }

  private void count(SessionFacts session, int sign) {
    if (session.endedAt() != null) {
      endedSessions += sign;
      endedMicros += sign * ChronoUnit.MICROS.between(session.startedAt(), session.endedAt());
    }
  }
}
