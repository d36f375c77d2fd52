package dev.comicpile.domain.pile;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;

/** What each event makes of the contents of a pile. */
final class Evolution {

  private Evolution() {}

  /** The contents after an event. */
  static Contents after(Contents before, PileEvent event) {
    return switch (event) {
      case ThreadEvent e -> threads(before, e);
      case QueueEvent e -> queue(before, e);
      case SessionEvent e -> session(before, e);
      case UndoEvent e -> {
        Contents contents = set(before, e.difference());
        yield e.prolongs() ? contents.withOpenSession(s -> Sessions.activeAt(s, e.at())) : contents;
      }
    };
  }

  private static Contents threads(Contents before, ThreadEvent event) {
    return switch (event) {
      case ThreadAdded e -> before.withThread(e.thread());
      case ThreadsImported e -> {
        Contents contents = before;
        for (ThreadFacts thread : e.threads()) {
          contents = contents.withThread(thread);
        }
        yield contents;
      }
      case ThreadEdited e -> before.withThread(e.thread());
      case ThreadReactivated e ->
          before.withThread(
              Threads.inQueue(before.existing(e.threadId()), e.issuesRemaining(), e.orderKey()));
      case ThreadDeleted e -> before.withoutThread(e.threadId());
    };
  }

  private static Contents queue(Contents before, QueueEvent event) {
    return switch (event) {
      case ThreadMoved e -> {
        Contents contents = before.moved(e.threadId(), e.orderKey());
        for (OrderEntry entry : e.respaced()) {
          contents = contents.moved(entry.threadId(), entry.orderKey());
        }
        yield contents;
      }
      case QueueCleared e -> {
        Contents contents = before;
        for (ThreadId threadId : e.threadIds()) {
          contents = contents.withoutThread(threadId);
        }
        yield contents;
      }
    };
  }

  private static Contents session(Contents before, SessionEvent event) {
    Contents played =
        switch (event) {
          case ThreadRated e -> before.withThread(Threads.rated(before.existing(e.threadId()), e));
          case IssuesRead e -> before.withThread(Threads.read(before.existing(e.threadId()), e));
          default -> before;
        };
    SessionFacts session =
        event instanceof SessionStarted started
            ? Sessions.started(started)
            : Sessions.after(played.existingSession(event.sessionId()), event);
    return played.withSession(session);
  }

  private static Contents set(Contents before, Difference difference) {
    Contents contents = before;
    for (ThreadId threadId : difference.removedThreads()) {
      contents = contents.withoutThread(threadId);
    }
    for (ThreadFacts thread : difference.threads()) {
      contents = contents.withThread(thread);
    }
    for (OrderEntry entry : difference.moved()) {
      contents = contents.moved(entry.threadId(), entry.orderKey());
    }
    for (SessionId sessionId : difference.removedSessions()) {
      contents = contents.withoutSession(sessionId);
    }
    for (SessionFacts session : difference.sessions()) {
      contents = contents.withSession(session);
    }
    return contents;
  }
}
