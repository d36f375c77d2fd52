package dev.comicpile.portability.backup;

import dev.comicpile.startup.StartFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;

/** Has backups made at their time. Between two of them nothing runs but one timer. */
final class BackupSchedule {

  private static final Logger log = LoggerFactory.getLogger(BackupSchedule.class);

  private final Backups backups;
  private final TaskScheduler scheduler;
  private final Clock clock;
  private final ZoneId zone;
  private Instant startedAt;
  private @Nullable Instant next;
  private @Nullable ScheduledFuture<?> timer;

  BackupSchedule(Backups backups, TaskScheduler scheduler, Clock clock, ZoneId zone) {
    this.backups = backups;
    this.scheduler = scheduler;
    this.clock = clock;
    this.zone = zone;
    this.startedAt = clock.instant();
  }

  /** Begins when the program serves. */
  @EventListener(ApplicationReadyEvent.class)
  synchronized void begin() {
    startedAt = clock.instant();
    if (backups.settings().folder() != null && backups.unavailable().isPresent()) {
      log.warn("No backups are made: {}", backups.unavailable().get());
    }
    plan();
  }

  /** When the next one is to be made; null where none is. */
  synchronized @Nullable Instant next() {
    return next;
  }

  /** Looks anew when that is, after one was made. */
  synchronized void plan() {
    if (timer != null) {
      timer.cancel(false);
    }
    next = due();
    timer = next == null ? null : scheduler.schedule(this::run, next);
  }

  private @Nullable Instant due() {
    try {
      return backups.due(startedAt, zone);
    } catch (StartFailure failure) {
      backups.failed(String.valueOf(failure.getMessage()));
      return backups.settings().next(clock.instant(), zone);
    }
  }

  private void run() {
    try {
      backups.make(null);
    } catch (StartFailure failure) {
      // it is remembered, and tried again
    } finally {
      plan();
    }
  }
}
