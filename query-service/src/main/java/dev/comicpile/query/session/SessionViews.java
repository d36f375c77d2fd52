package dev.comicpile.query.session;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.thread.PlacedThread;
import dev.comicpile.query.thread.PlacedThreads;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Sessions of a reader as they look at this moment. */
@Component
public class SessionViews {

  private final SessionRows sessions;
  private final PlacedThreads threads;
  private final PileRules rules;
  private final Clock clock;

  SessionViews(SessionRows sessions, PlacedThreads threads, PileRules rules, Clock clock) {
    this.sessions = sessions;
    this.threads = threads;
    this.rules = rules;
    this.clock = clock;
  }

  /** The session that is going on, if any. */
  public Optional<SessionFacts> active(long readerId) {
    return activeRow(readerId).map(SessionRow::facts);
  }

  private Optional<SessionRow> activeRow(long readerId) {
    Instant now = clock.instant();
    return sessions.open(readerId).filter(row -> row.activeAt(now, rules.sessionGap()));
  }

  /** The die a session starts with where nobody says otherwise. */
  public Die startDie() {
    return rules.startDie();
  }

  /** The session that is going on, or what the next one would start as. */
  SessionView current(long readerId) {
    return activeRow(readerId)
        .map(row -> views(readerId, List.of(row)).getFirst())
        .orElseGet(() -> SessionView.notStarted(readerId, rules.startDie()));
  }

  /** Views of sessions, with one query for all the threads they name. */
  List<SessionView> views(long readerId, List<SessionRow> rows) {
    Instant now = clock.instant();
    Set<Long> named = new HashSet<>();
    for (SessionRow row : rows) {
      SessionFacts facts = row.facts();
      if (facts.pick() != null) {
        named.add(facts.pick().threadId());
      }
      if (row.activeAt(now, rules.sessionGap())) {
        named.addAll(facts.snoozed());
      }
    }
    Map<Long, ThreadView> found = new HashMap<>();
    if (!named.isEmpty()) {
      for (PlacedThread thread : threads.find(readerId, named)) {
        found.put(thread.id(), thread.view());
      }
    }
    return rows.stream()
        .map(
            row ->
                SessionView.of(
                    row.facts(),
                    readerId,
                    row.overAt(now, rules.sessionGap()),
                    row.undone(),
                    found::get))
        .toList();
  }
}
