package dev.comicpile.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the events of tests are: in the database, or, with the system property {@code
 * comicpile.test.event-store=axon-server}, on an Axon Server that is empty at the start of each
 * application context. A test that sets {@code comicpile.axonserver.of-test} says itself where they
 * are.
 */
public final class EventStoreOfTests implements EnvironmentPostProcessor, Ordered {

  private static final boolean ON_AXON_SERVER =
      "axon-server".equals(System.getProperty("comicpile.test.event-store"));

  /** Whether these tests run on an Axon Server. */
  public static boolean isAxonServer() {
    return ON_AXON_SERVER;
  }

  /** Takes all events from the store of a program, whatever else knows of them. */
  public static void forgetPiles(ApplicationContext program) {
    JdbcClient jdbc = program.getBean(JdbcClient.class);
    if (ON_AXON_SERVER) {
      // They enter what was appended a little later, and would do so after it is gone.
      List<Lifecycle> entering =
          Stream.of("appendedPiles", "axonServerFollower")
              .map(name -> program.getBean(name, Lifecycle.class))
              .toList();
      entering.forEach(Lifecycle::stop);
      TestAxonServer.get().orElseThrow().empty();
      jdbc.sql("delete from event_store.pile").update();
      entering.forEach(Lifecycle::start);
    } else {
      jdbc.sql("delete from event_store.domain_event").update();
      jdbc.sql("delete from event_store.pile").update();
    }
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (ON_AXON_SERVER && !environment.containsProperty("comicpile.axonserver.of-test")) {
      TestAxonServer server = TestAxonServer.get().orElseThrow();
      server.empty();
      environment
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "eventStoreOfTests", Map.of("comicpile.axonserver", server.address())));
    }
  }

  /** Before the settings are made that follow from where the events are. */
  @Override
  public int getOrder() {
    return 0;
  }
}
