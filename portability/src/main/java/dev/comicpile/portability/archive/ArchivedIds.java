package dev.comicpile.portability.archive;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.portability.format.Checks;
import java.util.HashMap;
import java.util.Map;

/**
 * The ids of threads and sessions in an archive, of which no two readers may have one in common.
 */
final class ArchivedIds {

  private final Ids threads = new Ids("thread");
  private final Ids sessions = new Ids("session");
  private int reader;
  private int ofThisReader;

  /** The highest id of a thread, 0 if there is none. */
  long highestThread() {
    return threads.highest;
  }

  /** The highest id of a session, 0 if there is none. */
  long highestSession() {
    return sessions.highest;
  }

  /** From here on the ids are those of another reader. */
  void nextReader() {
    reader++;
    ofThisReader = 0;
  }

  /** How many there are since then. */
  int ofThisReader() {
    return ofThisReader;
  }

  /**
   * Takes note of an event.
   *
   * @throws dev.comicpile.web.BadInputException naming the place, if it uses what is not the
   *     reader's
   */
  void see(String place, PileEvent event) {
    boolean areNew = event instanceof ThreadAdded || event instanceof ThreadsImported;
    for (ThreadFacts thread : event.wholeThreads()) {
      if (areNew) {
        threads.take(place, thread.id().number());
      } else {
        threads.require(place, thread.id().number());
      }
      remaining(place, thread.issuesRemaining(), thread.orderKey() != null);
    }
    switch (event) {
      case SessionStarted e -> sessions.take(place, e.sessionId().number());
      case ThreadRated e -> remaining(place, e.issuesRemaining(), e.orderKey() != null);
      case UndoEvent e ->
          e.difference()
              .sessions()
              .forEach(session -> sessions.require(place, session.id().number()));
      default -> {}
    }
  }

  /** What is left to be read stands in the queue, and nothing else does. */
  private static void remaining(String place, int issues, boolean inQueue) {
    if (issues < 0 || inQueue != (issues > 0)) {
      throw Checks.notAllowed(place, "must have an order key exactly where issues remain");
    }
  }

  /** The ids of one kind, with the numbers of their readers. */
  private final class Ids {
    private final String what;
    private final Map<Long, Integer> readers = new HashMap<>();
    private long highest;

    Ids(String what) {
      this.what = what;
    }

    void take(String place, long id) {
      Checks.id(place, id);
      if (readers.putIfAbsent(id, reader) != null) {
        throw Checks.notAllowed(place, "uses the id " + id + " for a second " + what);
      }
      highest = Math.max(highest, id);
      ofThisReader++;
    }

    void require(String place, long id) {
      if (readers.getOrDefault(id, 0) != reader) {
        throw Checks.notAllowed(
            place, "names " + what + " " + id + ", which this reader never had");
      }
    }
  }
}
