package dev.comicpile.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait for what others do: they look at once, and then often. */
public final class Waits {

  private Waits() {}

  /** Waits for far longer than anything takes, on a busy machine too. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofMinutes(2));
  }

  /** The same for something that has a name, which a failure says. */
  public static ConditionFactory await(String what) {
    return await().alias(what);
  }
}
