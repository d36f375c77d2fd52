package dev.comicpile.portability.backup;

import dev.comicpile.eventstore.PileStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.TaskScheduler;

/** Backups that a program makes by itself. */
@Configuration(proxyBeanMethods = false)
@Import(BackupController.class)
public class BackupConfiguration {

  @Bean
  Backups backups(
      @Value("${comicpile.backup-folder:}") String folder,
      @Value("${comicpile.backup-time:off}") String time,
      @Value("${comicpile.backup-keep:7}") String keep,
      JdbcConnectionDetails database,
      PileStore piles,
      ObjectProvider<InPlaceRestore> restore,
      TaskScheduler taskScheduler,
      Clock clock,
      MeterRegistry meters) {
    // A connection of its own: those of the pool are ended when they take long.
    Backups backups =
        new Backups(
            BackupSettings.parse(folder, time, keep),
            new DriverManagerDataSource(
                database.getJdbcUrl(),
                Objects.requireNonNullElse(database.getUsername(), ""),
                Objects.requireNonNullElse(database.getPassword(), "")),
            !piles.storesTogether(),
            taskScheduler,
            clock,
            ZoneId.systemDefault(),
            meters);
    restore.ifAvailable(it -> it.failure().ifPresent(backups::restoreFailed));
    return backups;
  }

  /** A program whose backups fail answers all the same. */
  @Bean
  HealthIndicator backupsHealthIndicator(Backups backups) {
    return () ->
        new Health.Builder()
            .status(
                backups.areFailing()
                    ? new Status("FAILING")
                    : backups.unavailable().isPresent() ? Status.UNKNOWN : Status.UP)
            .build();
  }
}
