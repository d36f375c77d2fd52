package dev.comicpile.portability.testdata;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * What has to be known of a stream before its test data can be left out: which threads were marked
 * as test data when they were seen last, and to which versions its undos, redos and restores went
 * back. It is fed with the whole stream, event by event, and keeps no event.
 */
public final class TestDataSurvey {

  private final Set<ThreadId> testThreads = new HashSet<>();
  private final Set<Long> targets = new HashSet<>();
  private long version;
  private long lastWhole;

  /** Takes note of the next event. */
  public void see(RecordedEvent recorded) {
    version = recorded.version();
    if (recorded.endsAction()) {
      lastWhole = version;
    }
    for (ThreadFacts thread : recorded.event().wholeThreads()) {
      if (thread.isTest()) {
        testThreads.add(thread.id());
      } else {
        testThreads.remove(thread.id());
      }
    }
    if (recorded.event() instanceof Reversal reversal) {
      targets.add(WithoutTestData.target(reversal));
    }
  }

  /** The version of the event seen last; 0 before the first. */
  public long version() {
    return version;
  }

  /** The version that ends the last action seen whole; 0 before the first. */
  public long lastWhole() {
    return lastWhole;
  }

  /** Whether any thread is test data. */
  public boolean foundTestData() {
    return !testThreads.isEmpty();
  }

  /** The rewriting of this stream, to be fed with the same events again from the first one on. */
  public WithoutTestData rewriting() {
    return new WithoutTestData(Set.copyOf(testThreads), Set.copyOf(targets));
  }
}
