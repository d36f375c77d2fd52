package dev.comicpile.system.distributed;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Patience {

  /** Far more than anything takes, on a busy machine too. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Patience() {}

  /** Waits until a condition holds. */
  static void until(String what, BooleanSupplier condition) {
    until(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is something, and gives it. */
  static <T> T until(String what, Supplier<Optional<T>> attempt) {
    long giveUpAt = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Optional<T> found = attempt.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > giveUpAt) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
      }
      pause(PAUSE);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
