package dev.comicpile.eventstore;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.comicpile.testing.Forwarder;
import dev.comicpile.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.event.Level;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A database that goes and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class OutagesIT {

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Outages.Ended> told = new CopyOnWriteArrayList<>();
  private final Outages outages = new Outages(told::add, meters);
  private final URI database = URI.create(TestDatabase.url().substring("jdbc:".length()));
  private final Forwarder way = new Forwarder(database.getHost(), database.getPort());
  private final HikariDataSource pool = pool();

  private HikariDataSource pool() {
    HikariDataSource made = new HikariDataSource();
    made.setJdbcUrl(
        "jdbc:postgresql://localhost:"
            + way.localPort()
            + database.getPath()
            + "?connectTimeout=2");
    made.setUsername("postgres");
    made.setPassword("postgres");
    made.setConnectionTimeout(500);
    made.setMaximumPoolSize(3);
    PatientDataSource.under(made, outages, new Statements());
    return made;
  }

  @AfterEach
  void close() {
    pool.close();
    way.cut();
  }

  private boolean works() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private double gauge() {
    return meters.get("comicpile.outages").gauge().value();
  }

  @Test
  void itIsToldOnceAndUsedAsSoonAsItIsBack(CapturedOutput output) {
    assertThat(works()).isTrue();
    assertThat(outages.level()).isEqualTo(Level.WARN);

    way.cut();
    await().until(() -> !works() && !outages.now().isEmpty());
    // Long enough for the pool by itself to look for it seconds apart only.
    await()
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(20))
        .until(() -> !works() && gauge() == 1);
    assertThat(outages.now()).containsExactly(Outages.DATABASE);
    assertThat(outages.level()).isEqualTo(Level.DEBUG);
    assertThat(told).isEmpty();

    way.restore();
    await().atMost(Duration.ofSeconds(2)).until(this::works);
    await().until(() -> told.size() == 1);
    assertThat(gauge()).isZero();
    assertThat(output.getOut().lines().filter(line -> line.contains("The database can")))
        .hasSize(2)
        .satisfiesExactly(
            gone -> assertThat(gone).contains("The database cannot be reached"),
            back -> assertThat(back).contains("The database can be reached again, after"));
  }

  @Test
  void oneThatHasNeverBeenThereIsToldAtOnce() {
    way.cut();

    assertThatThrownBy(pool::getConnection).hasMessageContaining("refused");
    assertThat(outages.now()).isEmpty();
  }
}
