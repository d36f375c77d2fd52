package dev.comicpile.axonserver;

import dev.comicpile.eventstore.Outages;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Sees when the Axon Server goes and when it is back; that the connection knows by itself. */
final class AxonServerWatch implements SmartLifecycle {

  private static final String AXON_SERVER = "Axon Server";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final BooleanSupplier connected;
  private final Outages outages;
  private volatile @Nullable Thread watching;

  AxonServerWatch(BooleanSupplier connected, Outages outages) {
    this.connected = connected;
    this.outages = outages;
  }

  @Override
  public void start() {
    watching = Thread.ofVirtual().name("axon-server-watch").start(this::watch);
  }

  @Override
  public void stop() {
    Thread stopped = watching;
    watching = null;
    if (stopped != null) {
      stopped.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return watching != null;
  }

  private void watch() {
    boolean reached = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (connected.getAsBoolean()) {
          reached = true;
          outages.ended(AXON_SERVER);
        } else if (reached) {
          outages.began(AXON_SERVER, "the connection is lost");
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
