package dev.comicpile.query.queue;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionBatch;
import dev.comicpile.query.session.SessionRow;
import dev.comicpile.query.session.SessionRows;
import dev.comicpile.query.thread.ThreadRow;
import dev.comicpile.query.thread.ThreadRows;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    Set<Long> threadIds = new HashSet<>();
    events.forEach(recorded -> changedThreads(recorded.event(), threadIds));
    SessionBatch<SessionRow> batch =
        new SessionBatch<>(
            readerId,
            entities,
            SessionRow::new,
            sessions.openAnd(readerId, SessionBatch.changedBy(events)));
    PileRows rows = new PileRows(readerId, entities, threads, load(readerId, threadIds), batch);
    events.forEach(recorded -> rows.apply(recorded.version(), recorded.event()));
  }

  private List<ThreadRow> load(long readerId, Set<Long> threadIds) {
    return InParts.of(threadIds).stream()
        .flatMap(ids -> threads.findByReaderIdAndIdIn(readerId, ids).stream())
        .toList();
  }

  @Override
  public void delete(long readerId) {
    threads.deleteAllOf(readerId);
    sessions.deleteAllOf(readerId);
  }

  /** The threads whose rows an event changes and that may be there already. */
  private static void changedThreads(PileEvent event, Set<Long> ids) {
    switch (event) {
      case ThreadEvent.ThreadAdded e -> {}
      case ThreadEvent.ThreadsImported e -> {}
      case ThreadEvent.ThreadEdited e -> ids.add(e.thread().id());
      case ThreadReactivated e -> ids.add(e.threadId());
      case ThreadDeleted e -> {}
      case ThreadMoved e -> {
        ids.add(e.threadId());
        e.respaced().forEach(entry -> ids.add(entry.threadId()));
      }
      case QueueCleared e -> {}
      case ThreadRated e -> ids.add(e.threadId());
      case IssuesRead e -> ids.add(e.threadId());
      case SessionEvent e -> {}
      case UndoEvent e -> {
        Difference difference = e.difference();
        difference.threads().forEach(thread -> ids.add(thread.id()));
        difference.moved().stream().map(OrderEntry::threadId).forEach(ids::add);
      }
    }
  }
}
