package dev.comicpile.query.history;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.view.Changes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which threads are there for tests only. The history knows it by itself, because it outlives the
 * threads.
 */
final class TestThreads {

  private TestThreads() {}

  /** Adds what events say of threads; what is deleted stays what it was. */
  static void apply(long readerId, List<RecordedEvent> events, Changes changes) {
    Map<Long, Boolean> said = new HashMap<>();
    for (RecordedEvent recorded : events) {
      for (ThreadFacts thread : facts(recorded.event())) {
        said.put(thread.id(), thread.isTest());
      }
    }
    Long[] tests = ids(said, true);
    if (tests.length > 0) {
      changes.run(
          "insert into views.history_test_thread (reader_id, thread_id)"
              + " select ?, unnest(?) on conflict do nothing",
          readerId,
          tests);
    }
    Long[] others = ids(said, false);
    if (others.length > 0) {
      changes.run(
          "delete from views.history_test_thread where reader_id = ? and thread_id = any (?)",
          readerId,
          others);
    }
  }

  private static List<ThreadFacts> facts(PileEvent event) {
    return switch (event) {
      case ThreadAdded e -> List.of(e.thread());
      case ThreadsImported e -> e.threads();
      case ThreadEdited e -> List.of(e.thread());
      case UndoEvent e -> e.difference().threads();
      default -> List.of();
    };
  }

  private static Long[] ids(Map<Long, Boolean> said, boolean test) {
    return said.entrySet().stream()
        .filter(thread -> thread.getValue() == test)
        .map(Map.Entry::getKey)
        .toArray(Long[]::new);
  }
}
