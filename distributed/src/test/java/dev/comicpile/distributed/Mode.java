package dev.comicpile.distributed;

import java.util.Map;

/** Where the events are, and so what the services are started with. */
enum Mode {
  POSTGRESQL {
    @Override
    Map<String, String> settings() {
      return Map.of();
    }
  },

  AXON_SERVER {
    @Override
    Map<String, String> settings() {
      String host = System.getenv("AXONSERVER_HOST");
      if (host == null || host.isBlank()) {
        throw Needs.missing("AXONSERVER_HOST names no Axon Server");
      }
      String port = System.getenv().getOrDefault("AXONSERVER_PORT", "8124");
      return Map.of("PILE_AXONSERVER", host + ":" + port);
    }
  };

  /** What the services are told about it; ends the test as skipped where there is none. */
  abstract Map<String, String> settings();
}
