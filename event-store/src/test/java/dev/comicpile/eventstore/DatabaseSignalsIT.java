package dev.comicpile.eventstore;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two ends on one database, as in two processes. */
class DatabaseSignalsIT {

  private final DriverManagerDataSource database = new DriverManagerDataSource(TestDatabase.url());
  private final DatabaseSignals here = new DatabaseSignals(database);
  private final DatabaseSignals there = new DatabaseSignals(database);
  private final List<String> heardHere = new CopyOnWriteArrayList<>();
  private final List<String> heardThere = new CopyOnWriteArrayList<>();

  @BeforeEach
  void bothListen() throws SQLException {
    here.listen("news", heardHere::add);
    there.listen("news", heardThere::add);
    here.start();
    there.start();
    awaitListeners(2);
  }

  @AfterEach
  void bothEnd() {
    here.stop();
    there.stop();
    await().untilAsserted(() -> assertThat(listeners()).isEmpty());
  }

  private void awaitListeners(int count) {
    await().untilAsserted(() -> assertThat(listeners()).hasSize(count));
  }

  /** The server's processes that listen: an idle one shows the statement that it ran last. */
  private List<Integer> listeners() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select pid from pg_stat_activity
                where query = 'listen comicpile'
                """)) {
      List<Integer> pids = new CopyOnWriteArrayList<>();
      while (rows.next()) {
        pids.add(rows.getInt(1));
      }
      return pids;
    }
  }

  @Test
  void theOtherEndHearsAndTheOwnDoesNot() {
    here.send("news", "of the day");
    here.send("another topic", "nobody listens to");
    there.send("news", "");

    await().untilAsserted(() -> assertThat(heardThere).containsExactly("of the day"));
    await().untilAsserted(() -> assertThat(heardHere).containsExactly(""));
  }

  @Test
  void toHearCostsNoRoundTrip() {
    here.send("news", "of the day");
    await().untilAsserted(() -> assertThat(heardThere).containsExactly("of the day"));

    // A question whether the connection is still there would be the latest statement.
    await().during(Duration.ofMillis(500)).untilAsserted(() -> assertThat(listeners()).hasSize(2));
  }

  @Test
  void moreThanFitsIntoOneNotificationArrivesInOrder() {
    List<String> many = IntStream.range(0, 2_000).mapToObj(i -> "number " + i).toList();

    many.forEach(words -> here.send("news", words));

    await().untilAsserted(() -> assertThat(heardThere).containsExactlyElementsOf(many));
  }

  @Test
  void aListenerThatFailsDoesNotKeepOthersFromHearing() {
    there.listen(
        "news",
        words -> {
          throw new IllegalStateException("told to fail");
        });

    here.send("news", "first");
    here.send("news", "second");

    await().untilAsserted(() -> assertThat(heardThere).containsExactly("first", "second"));
  }

  @Test
  void aLostConnectionIsReplaced() throws SQLException {
    List<Integer> before = listeners();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (int pid : before) {
        statement.execute("select pg_terminate_backend(" + pid + ")");
      }
    }
    await()
        .untilAsserted(
            () -> assertThat(listeners()).hasSize(2).doesNotContainAnyElementsOf(before));

    here.send("news", "after the break");

    await().untilAsserted(() -> assertThat(heardThere).containsExactly("after the break"));
  }
}
