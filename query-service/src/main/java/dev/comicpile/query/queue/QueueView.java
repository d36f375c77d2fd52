package dev.comicpile.query.queue;

import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionBatch;
import dev.comicpile.query.session.SessionRow;
import dev.comicpile.query.session.SessionRows;
import dev.comicpile.query.thread.ThreadBatch;
import dev.comicpile.query.thread.ThreadRow;
import dev.comicpile.query.thread.ThreadRows;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Component;

/** Threads, their order, and sessions as they are now: all that a read of the pile needs. */
@Component
class QueueView implements View {

  private final ThreadRows threads;
  private final SessionRows sessions;
  private final EntityManager entities;

  QueueView(ThreadRows threads, SessionRows sessions, EntityManager entities) {
    this.threads = threads;
    this.sessions = sessions;
    this.entities = entities;
  }

  @Override
  public ViewName name() {
    return ViewName.QUEUE;
  }

  @Override
  public void apply(long readerId, List<RecordedEvent> events) {
    SessionBatch<SessionRow> played =
        new SessionBatch<>(readerId, entities, SessionRow::new, sessions, events);
    ThreadBatch<ThreadRow> held =
        new ThreadBatch<>(
            readerId,
            entities,
            threads,
            ThreadRow::new,
            id -> played.open().ifPresent(session -> session.without(id)),
            events);
    for (RecordedEvent recorded : events) {
      // A thread that leaves the game does so in the session as the event left it; a reversal sets
      // its sessions whole, with that already in them, and so last.
      if (recorded.event() instanceof UndoEvent) {
        held.apply(recorded.event());
        played.apply(recorded.version(), recorded.event());
      } else {
        played.apply(recorded.version(), recorded.event());
        held.apply(recorded.event());
      }
    }
  }

  @Override
  public void delete(long readerId) {
    threads.deleteAllOf(readerId);
    sessions.deleteAllOf(readerId);
  }
}
