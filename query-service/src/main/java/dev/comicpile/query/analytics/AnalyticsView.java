package dev.comicpile.query.analytics;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionBatch;
import dev.comicpile.query.thread.ThreadBatch;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can be counted: every event with a flag that says whether it stands, threads, sessions. */
@Component
class AnalyticsView implements View {

  private final AnalyticsFacts facts;
  private final AnalyticsThreads threads;
  private final AnalyticsSessions sessions;
  private final EntityManager entities;

  AnalyticsView(
      AnalyticsFacts facts,
      AnalyticsThreads threads,
      AnalyticsSessions sessions,
      EntityManager entities) {
    this.facts = facts;
    this.threads = threads;
    this.sessions = sessions;
    this.entities = entities;
  }

  @Override
  public ViewName name() {
    return ViewName.ANALYTICS;
  }

  @Override
  public void apply(long readerId, List<RecordedEvent> events) {
    SessionBatch<AnalyticsSession> played =
        new SessionBatch<>(readerId, entities, AnalyticsSession::new, sessions, events);
    ThreadBatch<AnalyticsThread> held =
        new ThreadBatch<>(readerId, entities, threads, AnalyticsThread::new, id -> {}, events);
    long importCounted = 0;
    for (RecordedEvent recorded : events) {
      PileEvent event = recorded.event();
      // A large import is told by several events, but it is one.
      boolean counted =
          !(event instanceof ThreadsImported) || importCounted != recorded.actionVersion();
      if (event instanceof ThreadsImported) {
        importCounted = recorded.actionVersion();
      }
      if (counted) {
        count(readerId, recorded.version(), event, held);
      }
      held.apply(event);
      played.apply(recorded.version(), event);
    }
  }

  private void count(
      long readerId, long version, PileEvent event, ThreadBatch<AnalyticsThread> held) {
    switch (event) {
      case ThreadRated e -> {
        String format = held.thread(e.threadId()).format();
        entities.persist(AnalyticsFact.reading(readerId, version, e, format));
      }
      case IssuesRead e -> {
        String format = held.thread(e.threadId()).format();
        entities.persist(AnalyticsFact.reading(readerId, version, e, format));
      }
      case DieRolled e -> entities.persist(AnalyticsFact.roll(readerId, version, e));
      case Reversal e -> {
        e.takenBack().forEach(r -> facts.setUndone(readerId, r.first(), r.last(), true));
        e.broughtBack().forEach(r -> facts.setUndone(readerId, r.first(), r.last(), false));
        entities.persist(AnalyticsFact.of(readerId, version, event));
      }
      case ReversalContinued e -> {} // more of the one before it
      default -> entities.persist(AnalyticsFact.of(readerId, version, event));
    }
  }

  @Override
  public void delete(long readerId) {
    facts.deleteAllOf(readerId);
    threads.deleteAllOf(readerId);
    sessions.deleteAllOf(readerId);
  }
}
