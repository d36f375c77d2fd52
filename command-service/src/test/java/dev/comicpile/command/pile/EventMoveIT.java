package dev.comicpile.command.pile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.Rating;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.command.CommandServiceApplication;
import dev.comicpile.command.account.Accounts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.PileStore;
import dev.comicpile.eventstore.PileStore.StoredPile;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestAxonServer;
import dev.comicpile.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * The events of a database can be taken along to an Axon Server. A context of its own, with nothing
 * in it, pauses the one before: that would take commands from the server, too, and knows the keys
 * of another database.
 */
@OnlyOnAxonServer
@SpringJUnitConfig(EventMoveIT.Nothing.class)
class EventMoveIT {

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  private static final String MOVING = "moving";
  private static final String OTHER = "moving_other";
  private static final String IN_DATABASE = "--comicpile.axonserver=";

  private final TestAxonServer server = TestAxonServer.get().orElseThrow();
  private final String onAxonServer = "--comicpile.axonserver=" + server.address();

  @BeforeEach
  void emptyStores() {
    server.empty();
    TestDatabase.empty(MOVING);
    TestDatabase.empty(OTHER);
  }

  private static ConfigurableApplicationContext start(String... more) {
    return startOn(MOVING, more);
  }

  private static ConfigurableApplicationContext startOn(String database, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=comic-pile,command-service",
                "--server.port=0",
                "--comicpile.axonserver.of-test=true",
                "--spring.datasource.url=" + TestDatabase.url(database),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres"));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(CommandServiceApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  /** A reader with a pile of seven events or more, the last of which take actions back. */
  private static ReaderId play(ConfigurableApplicationContext service, String name) {
    ReaderId id =
        service.getBean(Accounts.class).register(name, name + "@example.com", "a-password");
    PileCommands commands = service.getBean(PileCommands.class);
    commands.send(
        new AddThread(
            id, new Title("Sagá"), new Format("Comic"), new Issues(3), new Notes("notes"), false));
    commands.send(
        new AddThread(id, new Title("Bone"), new Format("Trade"), new Issues(1), null, true));
    commands.send(new RollDie(id));
    commands.send(new RateThread(id, new Rating(4.5), new Issues(1), false, null));
    commands.send(new UndoAction(id, null));
    commands.send(new UndoAction(id, null));
    return id;
  }

  private static Map<ReaderId, List<RecordedEvent>> streams(
      ConfigurableApplicationContext service) {
    PileStreams streams = service.getBean(PileStreams.class);
    return service
        .getBean(PileStore.class)
        .all()
        .collect(
            Collectors.toMap(
                StoredPile::readerId,
                pile -> {
                  try (Stream<RecordedEvent> events = streams.read(pile.readerId(), 1)) {
                    return events.toList();
                  }
                }));
  }

  @Test
  void everyStreamIsThereAfterwardsAndGoesOn() {
    Map<ReaderId, List<RecordedEvent>> before;
    ReaderId ada;
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      ada = play(service, "ada");
      play(service, "bob");
      before = streams(service);
    }
    assertThat(before).hasSize(2);
    long last = requireNonNull(before.get(ada)).size();

    try (ConfigurableApplicationContext service =
        start(onAxonServer, "--comicpile.move-events=true")) {
      assertThat(streams(service)).isEqualTo(before);
      long version =
          service
              .getBean(PileCommands.class)
              .send(
                  new AddThread(
                      ada, new Title("Maus"), new Format("Comic"), new Issues(2), null, false))
              .version();
      assertThat(version).isEqualTo(last + 1);
    }
    // The setting may stay: what was moved is not moved again.
    try (ConfigurableApplicationContext service =
        start(onAxonServer, "--comicpile.move-events=true")) {
      assertThat(service.getBean(PileStreams.class).version(ada)).isEqualTo(last + 1);
    }
    assertThatThrownBy(() -> start(IN_DATABASE))
        .rootCause()
        .hasMessageContaining("The events of this database are on Axon Server");
  }

  @Test
  void aMoveThatWasBrokenOffGoesOnWhereItEnded() {
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      play(service, "ada");
    }
    try (ConfigurableApplicationContext service =
        start(onAxonServer, "--comicpile.move-events=true")) {
      // Back in the database, as if the move had got as far as this and no further.
      sql(service, "update event_store.store_identity set move_began_at = null, moved_at = null");
      sql(service, "alter table event_store.domain_event disable trigger domain_event_moved");
    }
    Map<ReaderId, List<RecordedEvent>> before;
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      play(service, "bob");
      before = streams(service);
      sql(service, "update event_store.store_identity set move_began_at = now()");
    }
    assertThatThrownBy(() -> start(onAxonServer))
        .rootCause()
        .hasMessageContaining("PILE_MOVE_EVENTS=true");

    try (ConfigurableApplicationContext service =
        start(onAxonServer, "--comicpile.move-events=true")) {
      assertThat(streams(service)).hasSize(2).isEqualTo(before);
    }
  }

  private static void sql(ConfigurableApplicationContext service, String statement) {
    service.getBean(JdbcClient.class).sql(statement).update();
  }

  @Test
  void oneProcessMovesAtATime() throws SQLException {
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      play(service, "ada");
    }
    try (Connection other = DriverManager.getConnection(TestDatabase.url(MOVING));
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(" + 0x4d6f7665L + ")");

      assertThatThrownBy(() -> start(onAxonServer, "--comicpile.move-events=true"))
          .rootCause()
          .hasMessageContaining("Another process is moving the events");
    }
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      assertThat(streams(service)).hasSize(1);
    }
  }

  @Test
  void anAxonServerWithOtherEventsTakesNone() {
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      play(service, "ada");
    }
    try (ConfigurableApplicationContext other = startOn(OTHER, onAxonServer)) {
      play(other, "somebody");
    }

    assertThatThrownBy(() -> start(onAxonServer, "--comicpile.move-events=true"))
        .rootCause()
        .hasMessageContaining("holds other events");
    try (ConfigurableApplicationContext service = start(IN_DATABASE)) {
      assertThat(streams(service)).hasSize(1);
    }
  }
}
