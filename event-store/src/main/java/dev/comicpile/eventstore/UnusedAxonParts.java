package dev.comicpile.eventstore;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps out those of Axon's auto-configurations that are not wanted: other serializers, the buses
 * and the health of Axon Server, which are made where they are needed, and the update checker,
 * which asks the network and writes into the home directory.
 */
final class UnusedAxonParts implements AutoConfigurationImportFilter {

  private static final String PREFIX = "org.axonframework.springboot.autoconfig.";

  private static final Set<String> UNUSED =
      Set.of(
          PREFIX + "XStreamAutoConfiguration",
          PREFIX + "ObjectMapperAutoConfiguration",
          PREFIX + "CBORMapperAutoConfiguration",
          PREFIX + "AxonServerBusAutoConfiguration",
          PREFIX + "AxonServerActuatorAutoConfiguration",
          PREFIX + "UpdateCheckerAutoConfiguration");

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
    boolean[] wanted = new boolean[autoConfigurationClasses.length];
    for (int i = 0; i < wanted.length; i++) {
      String name = autoConfigurationClasses[i];
      wanted[i] = name == null || !UNUSED.contains(name);
    }
    return wanted;
  }
}
