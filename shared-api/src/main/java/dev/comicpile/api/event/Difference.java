package dev.comicpile.api.event;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What differs between two moments of a pile, as facts to set: what is not named here stays as it
 * is.
 *
 * @param threads threads put back or changed, whole
 * @param moved threads of which only the place in the queue differs
 * @param removedThreads ids of threads that are gone
 * @param sessions sessions put back or changed, whole; at most one of all sessions is open
 * @param removedSessions ids of sessions whose start no longer stands
 */
public record Difference(
    List<ThreadFacts> threads,
    List<OrderEntry> moved,
    List<ThreadId> removedThreads,
    List<SessionFacts> sessions,
    List<SessionId> removedSessions) {

  public Difference {
    threads = List.copyOf(threads);
    moved = List.copyOf(moved);
    removedThreads = List.copyOf(removedThreads);
    sessions = List.copyOf(sessions);
    removedSessions = List.copyOf(removedSessions);
  }

  /** All threads that it names. */
  public Stream<ThreadId> threadIds() {
    return Stream.of(
            threads.stream().map(ThreadFacts::id),
            moved.stream().map(OrderEntry::threadId),
            removedThreads.stream())
        .flatMap(ids -> ids);
  }
}
