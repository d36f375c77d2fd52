package dev.comicpile.query.view;

import dev.comicpile.eventstore.Signals;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Wakes reads that wait for a view to reach a version, whichever process brings it there. */
@Component
class Arrivals {

  private static final String TOPIC = "views";

  private record Place(ViewName view, long readerId) {}

  /** A read that waits. Two that wait for the same version are two: compared by identity. */
  static final class Waiter {
    private final long version;
    private final CompletableFuture<Void> arrival = new CompletableFuture<>();

    private Waiter(long version) {
      this.version = version;
    }

    /** Waits, on a virtual thread; returns early where the version is reached. */
    void await(Duration atMost) throws InterruptedException {
      try {
        arrival.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // the reader of the view finds out what has been reached
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final Signals signals;
  private final ConcurrentHashMap<Place, Set<Waiter>> waiting = new ConcurrentHashMap<>();

  Arrivals(Signals signals) {
    this.signals = signals;
    signals.listen(TOPIC, this::heard);
  }

  /** The views are named after the reader and the version. */
  private void heard(String words) {
    String[] arrival = words.split(" ");
    for (int i = 2; i < arrival.length; i++) {
      for (ViewName view : ViewName.values()) {
        if (view.toString().equals(arrival[i])) {
          reached(view, Long.parseLong(arrival[0]), Long.parseLong(arrival[1]));
        }
      }
    }
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
    waiting.computeIfPresent(
        new Place(view, readerId),
        (place, waiters) -> {
          waiters.removeIf(waiter -> waiter.version <= version && waiter.arrival.complete(null));
          return waiters.isEmpty() ? null : waiters;
        });
  }

  /** Joins those waiting. Ask what is reached only after this, or the arrival may be missed. */
  Waiter join(ViewName view, long readerId, long version) {
    Waiter waiter = new Waiter(version);
    waiting.compute(
        new Place(view, readerId),
        (place, waiters) -> {
          Set<Waiter> joined = waiters == null ? new HashSet<>() : waiters;
          joined.add(waiter);
          return joined;
        });
    return waiter;
  }

  void leave(ViewName view, long readerId, Waiter waiter) {
    waiting.computeIfPresent(
        new Place(view, readerId),
        (place, waiters) -> {
          waiters.remove(waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }
}
