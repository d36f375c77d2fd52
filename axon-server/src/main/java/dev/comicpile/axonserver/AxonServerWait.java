package dev.comicpile.axonserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an Axon Server that is not up yet. */
final class AxonServerWait {

  private static final Logger log = LoggerFactory.getLogger(AxonServerWait.class);

  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int CONNECT_MILLIS = 2_000;

  private AxonServerWait() {}

  /**
   * Returns as soon as one of the servers takes connections.
   *
   * @param servers {@code host:port}, several separated by commas
   * @throws IllegalStateException if none does in time
   */
  static void await(String servers, Duration patience) {
    long giveUpAt = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (Arrays.stream(servers.split(",")).noneMatch(AxonServerWait::takesConnections)) {
      if (System.nanoTime() >= giveUpAt) {
        throw new IllegalStateException(
            "no Axon Server answered at "
                + servers
                + " within "
                + patience.toSeconds()
                + " s. Start it, or name another one in PILE_AXONSERVER.");
      }
      if (!told) {
        log.info("Waiting up to {} s for Axon Server at {}", patience.toSeconds(), servers);
        told = true;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the start was interrupted", e);
      }
    }
  }

  private static boolean takesConnections(String server) {
    int colon = server.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
          CONNECT_MILLIS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
