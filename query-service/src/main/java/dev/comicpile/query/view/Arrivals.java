package dev.comicpile.query.view;

import dev.comicpile.eventstore.Signals;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Wakes reads that wait for a view to reach a version, whichever process brings it there. */
@Component
public class Arrivals {

  private static final String TOPIC = "views";

  private final Signals signals;
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

  Arrivals(Signals signals) {
    this.signals = signals;
    signals.listen(TOPIC, this::heard);
  }

  /** A read that waits until it is closed. */
  public final class Waiter implements AutoCloseable {
    private final ViewName view;
    private final long readerId;
    private final long version;
    private final CountDownLatch arrival = new CountDownLatch(1);

    private Waiter(ViewName view, long readerId, long version) {
      this.view = view;
      this.readerId = readerId;
      this.version = version;
      waiting.add(this);
    }

    /** Waits so long at most, on a virtual thread; returns early where the version is reached. */
    public void await(Duration atMost) throws InterruptedException {
      arrival.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      waiting.remove(this);
    }
  }

  /** The reader, the version and the views. */
  private void heard(String words) {
    String[] arrival = words.split(" ");
    Arrays.stream(arrival)
        .skip(2)
        .flatMap(name -> ViewName.of(name).stream())
        .forEach(view -> reached(view, Long.parseLong(arrival[0]), Long.parseLong(arrival[1])));
  }

  /** Announces a version that these views have committed, here and to other processes. */
  void reached(Collection<ViewName> views, long readerId, long version) {
    views.forEach(view -> reached(view, readerId, version));
    signals.send(
        TOPIC,
        views.stream()
            .map(ViewName::toString)
            .collect(Collectors.joining(" ", readerId + " " + version + " ", "")));
  }

  private void reached(ViewName view, long readerId, long version) {
    for (Waiter waiter : waiting) {
      if (waiter.readerId == readerId && waiter.view == view && waiter.version <= version) {
        waiter.arrival.countDown();
      }
    }
  }

  /** Joins those waiting. Ask what is reached only after this, or the arrival may be missed. */
  public Waiter join(ViewName view, long readerId, long version) {
    return new Waiter(view, readerId, version);
  }
}
