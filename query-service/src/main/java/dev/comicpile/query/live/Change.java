package dev.comicpile.query.live;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Actions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a client is told of some actions: enough to know which of its lists to read anew.
 *
 * @param version that the pile has reached
 * @param types the words of the actions' kinds, each once
 * @param threadIds the threads that they touched, each once; none where they touched more than
 *     {@link #MOST_THREADS}
 */
@Schema(name = "PileChange")
record Change(long version, Set<String> types, Set<ThreadId> threadIds) {

  /** More threads than this are not named: the client reads its whole list anyway. */
  static final int MOST_THREADS = 1_000;

  /** What these events come to, in their order; at least one. */
  static Change of(List<RecordedEvent> events) {
    Sum sum = new Sum();
    events.forEach(sum::add);
    return sum.change();
  }

  /** What events come to, of which none is kept. */
  static final class Sum {
    private final Set<String> types = new TreeSet<>();
    private final Set<ThreadId> threadIds = new TreeSet<>();
    private long version;

    /** The next event. */
    void add(RecordedEvent recorded) {
      version = recorded.version();
      types.add(recorded.action().toString());
      if (threadIds.size() <= MOST_THREADS) {
        touched(recorded.event()).limit(MOST_THREADS + 1L).forEach(threadIds::add);
      }
    }

    /** What follows on it. */
    void add(Sum next) {
      version = next.version;
      types.addAll(next.types);
      if (threadIds.size() <= MOST_THREADS) {
        threadIds.addAll(next.threadIds);
      }
    }

    boolean isEmpty() {
      return types.isEmpty();
    }

    Change change() {
      return new Change(version, types, threadIds.size() > MOST_THREADS ? Set.of() : threadIds);
    }
  }

  private static Stream<ThreadId> touched(PileEvent event) {
    return switch (event) {
      case ThreadsImported imported -> imported.threads().stream().map(ThreadFacts::id);
      case QueueCleared cleared -> cleared.threadIds().stream();
      case UndoEvent undo -> undo.difference().threadIds();
      default -> Stream.ofNullable(Actions.threadId(event));
    };
  }
}
