package dev.comicpile.query.session;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
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
import dev.comicpile.domain.pile.Sessions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one reader as a run of events changes them, by the domain's own rules: what they
 * were is all it needs to know, and the pile's threads are not among it.
 */
public final class SessionFold {

  private final LongFunction<@Nullable SessionFacts> stored;
  private final Map<Long, Changed> changed = new LinkedHashMap<>();
  private @Nullable SessionFacts open;

  /**
   * The sessions before the first of the events.
   *
   * @param open the one that has not been ended, if any
   * @param stored finds any other one by its id, null where it is not there
   */
  public SessionFold(@Nullable SessionFacts open, LongFunction<@Nullable SessionFacts> stored) {
    this.open = open;
    this.stored = stored;
  }

  /**
   * A session that the events have changed.
   *
   * @param facts null where only its start was taken back
   * @param startVersion the version of its start, 0 where that was not among the events
   * @param undone whether its start no longer stands
   */
  public record Changed(long id, @Nullable SessionFacts facts, long startVersion, boolean undone) {}

  /** The sessions that the events have changed, as they are now. */
  public Collection<Changed> changed() {
    return changed.values();
  }

  /** The session that has not been ended, if any; by its idle time it may be over all the same. */
  public @Nullable SessionFacts open() {
    return open;
  }

  /** Goes on by events. */
  public SessionFold after(List<RecordedEvent> events) {
    events.forEach(recorded -> apply(recorded.version(), recorded.event()));
    return this;
  }

  private void apply(long version, PileEvent event) {
    switch (event) {
      case SessionStarted e -> {
        SessionFacts started = Sessions.started(e);
        changed.put(e.sessionId(), new Changed(e.sessionId(), started, version, false));
        open = started;
      }
      case SessionEvent e -> {
        outOfPlay(e);
        set(Sessions.after(session(e.sessionId()), e));
      }
      case ThreadAdded e -> outOfPlayIf(e.thread());
      case ThreadsImported e -> e.threads().forEach(this::outOfPlayIf);
      case ThreadEdited e -> outOfPlayIf(e.thread());
      case ThreadReactivated e -> {}
      case ThreadDeleted e -> outOfPlay(e.threadId());
      case ThreadMoved e -> {}
      case QueueCleared e -> e.threadIds().forEach(this::outOfPlay);
      case UndoEvent e -> {
        set(e.difference());
        if (open != null && e.prolongs()) {
          set(Sessions.activeAt(open, e.at()));
        }
      }
    }
  }

  private void outOfPlay(SessionEvent event) {
    switch (event) {
      case ThreadRated e when e.issuesRemaining() == 0 -> outOfPlay(e.threadId());
      case IssuesRead e when e.issuesRemaining() == 0 -> outOfPlay(e.threadId());
      default -> {}
    }
  }

  private void outOfPlayIf(ThreadFacts thread) {
    if (thread.completed()) {
      outOfPlay(thread.id());
    }
  }

  private void outOfPlay(long threadId) {
    if (open != null) {
      SessionFacts without = Sessions.without(open, threadId);
      if (without != open) {
        set(without);
      }
    }
  }

  private void set(Difference difference) {
    difference.removedThreads().forEach(this::outOfPlay);
    difference.threads().forEach(this::outOfPlayIf);
    difference.removedSessions().forEach(this::takeBack);
    difference.sessions().forEach(this::set);
  }

  private void set(SessionFacts facts) {
    Changed before = changed.get(facts.id());
    changed.put(
        facts.id(),
        new Changed(facts.id(), facts, before == null ? 0 : before.startVersion(), false));
    if (facts.endedAt() == null) {
      open = facts;
    } else if (open != null && open.id() == facts.id()) {
      open = null;
    }
  }

  private void takeBack(long id) {
    Changed before = changed.get(id);
    SessionFacts facts =
        before != null ? before.facts() : open != null && open.id() == id ? open : null;
    changed.put(id, new Changed(id, facts, before == null ? 0 : before.startVersion(), true));
    if (open != null && open.id() == id) {
      open = null;
    }
  }

  private SessionFacts session(long id) {
    if (open != null && open.id() == id) {
      return open;
    }
    Changed known = changed.get(id);
    SessionFacts facts = known == null ? null : known.facts();
    if (facts == null) {
      facts = stored.apply(id);
    }
    if (facts == null) {
      throw new IllegalStateException("an event names session " + id + ", which is not there");
    }
    return facts;
  }
}
