package dev.comicpile.portability.backup;

import dev.comicpile.startup.StartFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes backups, one at a time, and remembers how the last one went. */
final class Backups {

  private static final Logger log = LoggerFactory.getLogger(Backups.class);

  /** A program that has just been started is wanted for use. */
  private static final Duration AFTER_START = Duration.ofMinutes(10);

  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private final BackupSettings settings;
  private final @Nullable BackupFolder folder;
  private final DataSource database;
  private final Clock clock;
  private final Counter failures;
  private final boolean withoutEvents;
  private volatile @Nullable Failure lastFailure;
  private volatile @Nullable Instant lastGood;

  /**
   * What did not succeed, until something did.
   *
   * @param ofRestore whether it was a restore, which says nothing about the backups
   */
  record Failure(Instant at, String message, boolean ofRestore) {}

  /**
   * Those of a database.
   *
   * @param withoutEvents whether the events are elsewhere, so that there is nothing to make
   */
  Backups(
      BackupSettings settings,
      DataSource database,
      boolean withoutEvents,
      Clock clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.folder =
        settings.folder() == null
            ? null
            : new BackupFolder(settings.folder(), settings.keep(), clock);
    this.database = database;
    this.withoutEvents = withoutEvents;
    this.clock = clock;
    failures =
        Counter.builder("comicpile.backup.failures")
            .description("Backups that could not be made or restored")
            .register(meters);
    Gauge.builder("comicpile.backup.last.success", this, Backups::secondsOfLastGood)
        .description("When the latest good backup was made, in seconds since 1970")
        .baseUnit("seconds")
        .register(meters);
  }

  BackupSettings settings() {
    return settings;
  }

  /** Why none can be made here; empty where one can. */
  Optional<String> unavailable() {
    return withoutEvents
        ? Optional.of(Backup.WITHOUT_EVENTS)
        : folder == null
            ? Optional.of("No folder for backups is set: PILE_BACKUP_FOLDER names one.")
            : Optional.empty();
  }

  Optional<Failure> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Whether the latest one could not be made. */
  boolean areFailing() {
    return lastFailure().filter(it -> !it.ofRestore()).isPresent();
  }

  /** All that are in the folder, the newest first. */
  List<StoredBackup> all() {
    return folder == null ? List.of() : folder.all();
  }

  Optional<Path> file(String name) {
    return folder == null ? Optional.empty() : folder.file(name);
  }

  /**
   * Makes one now.
   *
   * @param except a file that is not removed, however old it is
   * @throws StartFailure with a sentence, which is remembered
   */
  synchronized StoredBackup make(@Nullable Path except) {
    try {
      if (folder == null) {
        throw new StartFailure(unavailable().orElseThrow());
      }
      StoredBackup made = folder.make(database, except);
      lastGood = made.createdAt();
      lastFailure = null;
      log.info("Backed up to {} ({} bytes)", made.name(), made.bytes());
      return made;
    } catch (StartFailure failure) {
      failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  /** Reads the whole of one. */
  StoredBackup check(Path file) {
    if (folder == null) {
      throw new IllegalStateException("there is no folder");
    }
    return folder.check(file);
  }

  /** Remembers why one could not be made. */
  void failed(String message) {
    failed(message, false);
  }

  /** Remembers why one could not be restored. */
  void restoreFailed(String message) {
    failed(message, true);
  }

  private void failed(String message, boolean ofRestore) {
    failures.increment();
    lastFailure = new Failure(clock.instant(), message, ofRestore);
    log.error("{}", message);
  }

  /**
   * When the next one is to be made by itself; null where none is. One whose time has passed while
   * nothing ran is made some minutes after the start.
   */
  @Nullable Instant due(Instant startedAt, ZoneId zone) {
    LocalTime time = settings.time();
    if (time == null || unavailable().isPresent()) {
      return null;
    }
    Instant now = clock.instant();
    Instant last =
        all().stream()
            .filter(StoredBackup::isGood)
            .map(StoredBackup::createdAt)
            .filter(created -> !created.isAfter(now))
            .findFirst()
            .orElse(null);
    lastGood = last;
    Failure failure = lastFailure;
    if (failure != null && !failure.ofRestore()) {
      Instant again = failure.at().plus(AFTER_FAILURE);
      Instant next = settings.next(now, zone);
      return next != null && next.isBefore(again) ? next : again;
    }
    Instant due = last == null ? startedAt : settings.next(last, zone);
    Instant earliest = startedAt.plus(AFTER_START);
    return due == null || due.isBefore(earliest) ? earliest : due;
  }

  private double secondsOfLastGood() {
    Instant last = lastGood;
    return last == null ? 0 : last.toEpochMilli() / 1000.0;
  }
}
