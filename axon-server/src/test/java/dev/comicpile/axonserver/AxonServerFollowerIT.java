package dev.comicpile.axonserver;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.Schemas;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestAxonServer;
import dev.comicpile.testing.TestDatabase;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the table of piles learns from the stream of an Axon Server, whoever appended to it. */
@OnlyOnAxonServer
class AxonServerFollowerIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestAxonServer server = TestAxonServer.get().orElseThrow();
  private final DataSource database =
      new DriverManagerDataSource(TestDatabase.empty("following"), "postgres", "postgres");
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final List<ReaderId> told = new CopyOnWriteArrayList<>();
  private final List<AxonServerFollower> followers = new ArrayList<>();
  private AxonServerConnectionFactory connections;
  private AxonServerConnection connection;

  @BeforeEach
  void emptyStores() {
    server.empty();
    Schemas.migrateTo(database, "event_store", "event-store", "10");
    String[] address = server.address().split(":", 2);
    connections =
        AxonServerConnectionFactory.forClient("follower-test")
            .routingServers(new ServerAddress(address[0], Integer.parseInt(address[1])))
            .build();
    connection = connections.connect("default");
  }

  @AfterEach
  void stop() {
    followers.forEach(AxonServerFollower::stop);
    connections.shutdown();
  }

  private void follow() {
    AxonServerFollower follower =
        new AxonServerFollower(database, () -> connection.eventChannel(), told::add);
    followers.add(follower);
    follower.start();
  }

  /** Appends as a process does that is gone before it can enter it. */
  private void append(long readerId, long firstVersion, long lastVersion) throws Exception {
    AppendEventsTransaction appending = connection.eventChannel().startAppendEventsTransaction();
    for (long version = firstVersion; version <= lastVersion; version++) {
      appending.appendEvent(
          Event.newBuilder()
              .setMessageIdentifier(UUID.randomUUID().toString())
              .setAggregateIdentifier(Long.toString(readerId))
              .setAggregateSequenceNumber(version - 1)
              .setAggregateType("Pile")
              .setPayload(
                  SerializedObject.newBuilder()
                      .setType("DieSet")
                      .setRevision("1")
                      .setData(ByteString.copyFromUtf8("{}")))
              .build());
    }
    appending.commit().get(10, TimeUnit.SECONDS);
  }

  private long version(long readerId) {
    return jdbc.sql("select version from event_store.pile where reader_id = ?")
        .param(readerId)
        .query((row, number) -> row.getLong(1))
        .optional()
        .orElse(0L);
  }

  private void awaitVersion(long readerId, long version) {
    await().atMost(SOON).untilAsserted(() -> assertThat(version(readerId)).isEqualTo(version));
  }

  @Test
  void whatAProcessCouldNotEnterIsEnteredAndTold() throws Exception {
    append(1, 1, 2_500);
    append(2, 1, 1);

    follow();

    awaitVersion(1, 2_500);
    awaitVersion(2, 1);
    append(1, 2_501, 2_501);
    awaitVersion(1, 2_501);
    assertThat(told).contains(new ReaderId(1), new ReaderId(2));
  }

  @Test
  void whatIsKnownAlreadyIsNotToldAgain() throws Exception {
    jdbc.sql("insert into event_store.pile (reader_id, version) values (1, 7)").update();
    append(1, 1, 3);
    append(2, 1, 1);

    follow();

    awaitVersion(2, 1);
    assertThat(version(1)).isEqualTo(7);
    assertThat(told).containsExactly(new ReaderId(2));
  }

  @Test
  void anotherGoesOnWhereTheOneBeforeHasGone() throws Exception {
    follow();
    append(1, 1, 1);
    awaitVersion(1, 1);
    follow();
    String holder = "select pid from pg_locks where locktype = 'advisory' and granted";
    List<Integer> before = jdbc.sql(holder).query((row, number) -> row.getInt(1)).list();
    assertThat(before).hasSize(1);

    followers.getFirst().stop();
    append(1, 2, 2);

    awaitVersion(1, 2);
    assertThat(jdbc.sql(holder).query((row, number) -> row.getInt(1)).list())
        .hasSize(1)
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void aConnectionThatIsLostIsReplaced() throws Exception {
    follow();
    append(1, 1, 1);
    awaitVersion(1, 1);
    jdbc.sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
        .query()
        .listOfRows();

    append(1, 2, 2);

    awaitVersion(1, 2);
  }

  @Test
  void aServerThatHasBeenEmptiedIsFollowedFromItsFirstEvent() throws Exception {
    follow();
    append(1, 1, 5);
    awaitVersion(1, 5);
    server.empty();

    append(2, 1, 1);

    awaitVersion(2, 1);
  }
}
