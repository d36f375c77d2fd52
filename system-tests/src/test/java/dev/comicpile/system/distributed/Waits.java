package dev.comicpile.system.distributed;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what other processes do. */
final class Waits {

  private Waits() {}

  /** Waits for far longer than anything takes, on a busy machine too. */
  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(5));
  }
}
