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
import java.util.concurrent.ScheduledFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;

/**
 * Makes backups, one at a time, at their time and when they are asked for, and remembers how the
 * last one went. Between two of them nothing runs but one timer.
 */
final class Backups {

  private static final Logger log = LoggerFactory.getLogger(Backups.class);

  /** A program that has just been started is wanted for use. */
  private static final Duration AFTER_START = Duration.ofMinutes(10);

  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private final BackupSettings settings;
  private final Optional<BackupFolder> folder;
  private final DataSource database;
  private final boolean withoutEvents;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final ZoneId zone;
  private final Counter failures;
  private Instant startedAt;
  private @Nullable ScheduledFuture<?> timer;

  /** Read while a backup is made, which takes its time. */
  private volatile @Nullable Instant next;

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
   * @param zone of the settings' time of day
   */
  Backups(
      BackupSettings settings,
      DataSource database,
      boolean withoutEvents,
      TaskScheduler scheduler,
      Clock clock,
      ZoneId zone,
      MeterRegistry meters) {
    this.settings = settings;
    this.folder =
        Optional.ofNullable(settings.folder())
            .map(path -> new BackupFolder(path, settings.keep(), clock));
    this.database = database;
    this.withoutEvents = withoutEvents;
    this.scheduler = scheduler;
    this.clock = clock;
    this.zone = zone;
    startedAt = clock.instant();
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
        : folder.isEmpty()
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
    return folder.map(BackupFolder::all).orElseGet(List::of);
  }

  Optional<Path> file(String name) {
    return folder.flatMap(backups -> backups.file(name));
  }

  /**
   * Makes one now.
   *
   * @param except a file that is not removed, however old it is
   * @throws StartFailure with a sentence; whatever fails is remembered
   */
  synchronized StoredBackup make(@Nullable Path except) {
    try {
      StoredBackup made =
          folder
              .orElseThrow(() -> new StartFailure(unavailable().orElseThrow()))
              .make(database, except);
      lastGood = made.createdAt();
      lastFailure = null;
      log.info("Backed up to {} ({} bytes)", made.name(), made.bytes());
      return made;
    } catch (StartFailure failure) {
      failed(String.valueOf(failure.getMessage()), false);
      throw failure;
    } catch (RuntimeException | Error unexpected) {
      // whoever asked for it logs what it was
      failed("The backup failed for a reason that the log tells.", false);
      throw unexpected;
    }
  }

  /** Reads the whole of one. */
  StoredBackup check(Path file) {
    return folder.orElseThrow().check(file);
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

  /** Begins when the program serves. */
  @EventListener(ApplicationReadyEvent.class)
  synchronized void begin() {
    startedAt = clock.instant();
    if (folder.isPresent()) {
      unavailable().ifPresent(why -> log.warn("No backups are made: {}", why));
    }
    plan();
  }

  /** When the next one is to be made by itself; null where none is. */
  @Nullable Instant next() {
    return next;
  }

  /** Looks anew when that is, after one was made. */
  synchronized void plan() {
    if (timer != null) {
      timer.cancel(false);
    }
    Instant at = nextOrLater();
    next = at;
    timer = at == null ? null : scheduler.schedule(this::run, at);
  }

  private void run() {
    try {
      make(null);
    } catch (StartFailure failure) {
      // it is remembered, and tried again
    } finally {
      plan();
    }
  }

  /** Where the folder cannot be read, the time of the next day's. */
  private @Nullable Instant nextOrLater() {
    try {
      return due();
    } catch (StartFailure failure) {
      failed(String.valueOf(failure.getMessage()), false);
      return settings.next(clock.instant(), zone);
    }
  }

  /** One whose time has passed while nothing ran is made some minutes after the start. */
  @Nullable Instant due() {
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
      Instant regular = settings.next(now, zone);
      return regular != null && regular.isBefore(again) ? regular : again;
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
