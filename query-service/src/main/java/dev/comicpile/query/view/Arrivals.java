package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes reads of this process that wait for a view to reach a version. Each process learns that
 * from its own following of the events, also where another one was first to apply them.
 */
@Component
public class Arrivals {

  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

  /** A read of a view that may wait, until it is closed. */
  public final class Waiter implements AutoCloseable {
    private final ViewName view;
    private final ReaderId readerId;
    private long reached;

    private Waiter(ViewName view, ReaderId readerId) {
      this.view = view;
      this.readerId = readerId;
      waiting.add(this);
    }

    /** What it reads. */
    public ViewName view() {
      return view;
    }

    /** Whose pile it reads. */
    public ReaderId readerId() {
      return readerId;
    }

    /**
     * Waits until the view is said to have reached a version, also before this call.
     *
     * @return whether that was so in time
     */
    public synchronized boolean await(long version, Duration atMost) throws InterruptedException {
      long end = System.nanoTime() + atMost.toNanos();
      long left = atMost.toNanos();
      while (reached < version && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
      return reached >= version;
    }

    private synchronized void reached(long version) {
      reached = Math.max(reached, version);
      notifyAll();
    }

    @Override
    public void close() {
      waiting.remove(this);
    }
  }

  /** Announces a version that these views have committed. */
  void reached(Collection<ViewName> views, ReaderId readerId, long version) {
    for (Waiter waiter : waiting) {
      if (waiter.readerId.equals(readerId) && views.contains(waiter.view)) {
        waiter.reached(version);
      }
    }
  }

  /** Joins those waiting. Look at the view only after this, or the arrival may be missed. */
  public Waiter join(ViewName view, ReaderId readerId) {
    return new Waiter(view, readerId);
  }
}
