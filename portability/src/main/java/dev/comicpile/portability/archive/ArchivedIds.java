package dev.comicpile.portability.archive;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.web.FieldProblem;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of threads and sessions in an archive, of which no two readers may have one in common.
 */
final class ArchivedIds {

  private final Set<Long> threadIds = new HashSet<>();
  private final Set<Long> sessionIds = new HashSet<>();
  private long highestThread;
  private long highestSession;

  /** The highest id of a thread, 0 if there is none. */
  long highestThread() {
    return highestThread;
  }

  /** The highest id of a session, 0 if there is none. */
  long highestSession() {
    return highestSession;
  }

  /** The ids of one reader, who may not use those of another one. */
  OfReader ofReader() {
    return new OfReader();
  }

  /** The ids that one reader uses. */
  final class OfReader {
    private final Set<Long> threads = new HashSet<>();
    private final Set<Long> sessions = new HashSet<>();

    /**
     * Takes note of an event.
     *
     * @throws dev.comicpile.web.BadInputException naming the place, if it uses what is not the
     *     reader's
     */
    void see(String place, PileEvent event) {
      switch (event) {
        case ThreadAdded e -> newThread(place, e.thread());
        case ThreadsImported e -> e.threads().forEach(thread -> newThread(place, thread));
        case ThreadEdited e -> knownThread(place, e.thread());
        case SessionStarted e -> newSession(place, e.sessionId());
        case ThreadRated e -> remaining(place, e.issuesRemaining(), e.orderKey() != null);
        case UndoEvent e -> {
          Difference difference = e.difference();
          difference.threads().forEach(thread -> knownThread(place, thread));
          for (SessionFacts session : difference.sessions()) {
            if (!sessions.contains(session.id())) {
              throw unknown(place, "session", session.id());
            }
          }
        }
        default -> {}
      }
    }

    private void newThread(String place, ThreadFacts thread) {
      Checks.id(place, thread.id());
      if (!threadIds.add(thread.id())) {
        throw taken(place, "thread", thread.id());
      }
      threads.add(thread.id());
      highestThread = Math.max(highestThread, thread.id());
      remaining(place, thread);
    }

    private void knownThread(String place, ThreadFacts thread) {
      if (!threads.contains(thread.id())) {
        throw unknown(place, "thread", thread.id());
      }
      remaining(place, thread);
    }

    private void newSession(String place, long id) {
      Checks.id(place, id);
      if (!sessionIds.add(id)) {
        throw taken(place, "session", id);
      }
      sessions.add(id);
      highestSession = Math.max(highestSession, id);
    }
  }

  private static void remaining(String place, ThreadFacts thread) {
    remaining(place, thread.issuesRemaining(), thread.orderKey() != null);
  }

  /** What is left to be read stands in the queue, and nothing else does. */
  private static void remaining(String place, int issues, boolean inQueue) {
    if (issues < 0 || inQueue != (issues > 0)) {
      throw Checks.bad(
          place, "must have an order key exactly where issues remain", FieldProblem.NOT_ALLOWED);
    }
  }

  private static RuntimeException taken(String place, String what, long id) {
    return Checks.bad(
        place, "uses the id " + id + " for a second " + what, FieldProblem.NOT_ALLOWED);
  }

  private static RuntimeException unknown(String place, String what, long id) {
    return Checks.bad(
        place,
        "names " + what + " " + id + ", which this reader never had",
        FieldProblem.NOT_ALLOWED);
  }
}
