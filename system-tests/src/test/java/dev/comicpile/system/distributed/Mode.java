package dev.comicpile.system.distributed;

import dev.comicpile.testing.TestAxonServer;
import java.util.Map;

/** Where the events are, and so what the services are started with. */
enum Mode {
  POSTGRESQL {
    @Override
    void require() {}

    @Override
    Map<String, String> settings() {
      return Map.of();
    }
  },

  AXON_SERVER {
    @Override
    void require() {
      if (TestAxonServer.get().isEmpty()) {
        throw Needs.missing(
            "there is no Axon Server: AXONSERVER_HOST names none, no container engine runs");
      }
    }

    @Override
    Map<String, String> settings() {
      TestAxonServer server = TestAxonServer.get().orElseThrow();
      server.empty();
      return Map.of("PILE_AXONSERVER", server.address());
    }
  };

  /** Ends the test as skipped where there is no such place. */
  abstract void require();

  /** Empties it and says what services are told about it. */
  abstract Map<String, String> settings();
}
