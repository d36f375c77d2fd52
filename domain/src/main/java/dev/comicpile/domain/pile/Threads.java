package dev.comicpile.domain.pile;

import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadFacts;
import java.math.BigDecimal;

/** How a thread changes by each event that does not carry all of it. */
public final class Threads {

  private Threads() {}

  /** The thread with so many issues left, at that place in the queue. */
  public static ThreadFacts inQueue(ThreadFacts thread, int issuesRemaining, BigDecimal orderKey) {
    return thread.withReading(
        issuesRemaining, orderKey, thread.lastRating(), thread.lastActivityAt());
  }

  /** The thread after it was read and rated. */
  public static ThreadFacts rated(ThreadFacts thread, ThreadRated event) {
    return thread.withReading(
        event.issuesRemaining(), event.orderKey(), event.rating(), event.at());
  }

  /** The thread after some of its issues were read without a rating. */
  public static ThreadFacts read(ThreadFacts thread, IssuesRead event) {
    BigDecimal key = event.issuesRemaining() == 0 ? null : thread.orderKey();
    return thread.withReading(event.issuesRemaining(), key, thread.lastRating(), event.at());
  }
}
