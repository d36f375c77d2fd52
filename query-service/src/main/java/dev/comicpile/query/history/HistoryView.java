package dev.comicpile.query.history;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Actions;
import dev.comicpile.query.session.SessionBatch;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Everything that happened, entry by entry and action by action, and what of it stands. */
@Component
class HistoryView implements View {

  private final HistoryEntries entries;
  private final HistoryActions actions;
  private final HistorySessions sessions;
  private final TestThreads testThreads;
  private final EntityManager entities;

  HistoryView(
      HistoryEntries entries,
      HistoryActions actions,
      HistorySessions sessions,
      TestThreads testThreads,
      EntityManager entities) {
    this.entries = entries;
    this.actions = actions;
    this.sessions = sessions;
    this.testThreads = testThreads;
    this.entities = entities;
  }

  @Override
  public ViewName name() {
    return ViewName.HISTORY;
  }

  @Override
  public void apply(long readerId, List<RecordedEvent> events) {
    SessionBatch<HistorySession> batch =
        new SessionBatch<>(readerId, entities, HistorySession::new, sessions, events);
    List<PileEvent> ofAction = new ArrayList<>();
    for (RecordedEvent recorded : events) {
      enter(readerId, recorded.version(), recorded.event());
      batch.apply(recorded.version(), recorded.event());
      ofAction.add(recorded.event());
      if (recorded.endsAction()) {
        entities.persist(
            new HistoryAction(
                readerId,
                Actions.describe(recorded.action(), recorded.version(), ofAction, false)));
        ofAction.clear();
      }
    }
    testThreads.apply(readerId, events);
  }

  private void enter(long readerId, long version, PileEvent event) {
    HistoryEntry entry = new HistoryEntry(readerId, version, event);
    entities.persist(entry);
    Long threadId = entry.threadId();
    if (threadId != null) {
      entities.persist(new ThreadLink(readerId, threadId, version));
    }
    switch (event) {
      case ThreadsImported e -> link(readerId, version, e.threads().stream().map(ThreadFacts::id));
      case QueueCleared e -> link(readerId, version, e.threadIds().stream());
      case Reversal e -> {
        e.takenBack().forEach(range -> reverse(readerId, version, range, true));
        e.broughtBack().forEach(range -> reverse(readerId, version, range, false));
      }
      default -> {}
    }
  }

  private void link(long readerId, long version, Stream<Long> threadIds) {
    threadIds.forEach(id -> entities.persist(new ThreadLink(readerId, id, version)));
  }

  /** A reversal concerns every thread that the events it takes or brings back concern. */
  private void reverse(long readerId, long version, VersionRange range, boolean undone) {
    entries.setUndone(readerId, range.first(), range.last(), undone);
    actions.setUndone(readerId, range.first(), range.last(), undone);
    entries.concernThoseOf(readerId, version, range.first(), range.last());
  }

  @Override
  public void delete(long readerId) {
    entries.deleteAllOf(readerId);
    entries.deleteThreadsOf(readerId);
    actions.deleteAllOf(readerId);
    sessions.deleteAllOf(readerId);
    testThreads.deleteAllOf(readerId);
  }
}
