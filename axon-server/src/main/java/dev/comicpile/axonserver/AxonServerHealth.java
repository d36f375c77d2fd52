package dev.comicpile.axonserver;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Without its Axon Server, no write can be taken; reads of the views go on. */
final class AxonServerHealth implements HealthIndicator {

  private final AxonServerConnectionManager connections;

  AxonServerHealth(AxonServerConnectionManager connections) {
    this.connections = connections;
  }

  @Override
  public Health health() {
    return connections.isConnected(connections.getDefaultContext())
        ? Health.up().build()
        : Health.down().build();
  }
}
