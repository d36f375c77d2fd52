package dev.comicpile.axonserver;

import dev.comicpile.eventstore.Outages;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.scheduling.annotation.Scheduled;

/** Sees when the Axon Server goes and when it is back; that the connection knows by itself. */
final class AxonServerWatch {

  private static final String AXON_SERVER = "Axon Server";

  private final AxonServerConnectionManager connections;
  private final Outages outages;
  private boolean reached;

  AxonServerWatch(AxonServerConnectionManager connections, Outages outages) {
    this.connections = connections;
    this.outages = outages;
  }

  @Scheduled(fixedDelayString = "250ms")
  void look() {
    if (connections.isConnected(connections.getDefaultContext())) {
      reached = true;
      outages.ended(AXON_SERVER);
    } else if (reached) {
      outages.began(AXON_SERVER, "the connection is lost");
    }
  }
}
