package dev.comicpile.command.pile;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Without its Axon Server, no write can be taken; reads of the views go on. */
@Component("axonServerHealthIndicator")
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
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
