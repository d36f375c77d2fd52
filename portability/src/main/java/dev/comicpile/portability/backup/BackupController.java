package dev.comicpile.portability.backup;

import dev.comicpile.startup.StartFailure;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.TryLaterException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What an admin sees of the backups, and does with them. */
@RestController
@RequestMapping("/api/admin/backups")
class BackupController {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Backups backups;
  private final @Nullable InPlaceRestore restore;

  BackupController(Backups backups, ObjectProvider<InPlaceRestore> restore) {
    this.backups = backups;
    this.restore = restore.getIfAvailable();
  }

  /**
   * The backups and what is to come.
   *
   * @param unavailable why none can be made here
   * @param nextAt when the next one is made by itself
   * @param lastFailure of the latest attempt, where it did not succeed
   * @param restorable whether one can be restored from here, rather than by the command alone
   */
  @Schema(name = "Backups")
  record Overview(
      @Nullable String unavailable,
      @Nullable String folder,
      @Nullable String time,
      int keep,
      @Nullable Instant nextAt,
      @Nullable BackupFailure lastFailure,
      boolean restorable,
      List<StoredBackup> backups) {}

  /** What went wrong, and when. */
  record BackupFailure(Instant at, String message) {}

  /** What happens now. */
  record RestoreBegun(String message) {}

  /**
   * The backups, the newest first, and when the next one is made.
   *
   * <p>Each was read again when it was made. The events of an Axon Server are in none of them: then
   * {@code unavailable} says what to do.
   */
  @GetMapping
  Overview listBackups() {
    LocalTime time = backups.settings().time();
    Path folder = backups.settings().folder();
    return new Overview(
        backups.unavailable().orElse(null),
        folder == null ? null : folder.toString(),
        time == null ? null : time.toString(),
        backups.settings().keep(),
        backups.next(),
        backups.lastFailure().map(it -> new BackupFailure(it.at(), it.message())).orElse(null),
        restore != null,
        backups.all());
  }

  /**
   * Make a backup now.
   *
   * <p>Answers when it has been written and read again.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  StoredBackup makeBackup() {
    requireAvailable();
    try {
      StoredBackup made = backups.make(null);
      backups.plan();
      return made;
    } catch (StartFailure failure) {
      throw new TryLaterException(String.valueOf(failure.getMessage()), PAUSE);
    }
  }

  /**
   * Read the whole of a backup again.
   *
   * <p>Its state says what came of it.
   */
  @PostMapping("/{backup_name}/check")
  StoredBackup checkBackup(@PathVariable("backup_name") String name) {
    return backups.check(file(name));
  }

  /**
   * Put a backup in the place of everything that is here now.
   *
   * <p>The program stops serving, backs up what is here, so that nothing that was answered is lost,
   * and starts anew with the backup, or with what it had where something fails. That takes some
   * seconds, and everybody signs in again, as whoever had an account in that backup. Accounts that
   * were deleted since stay deleted.
   */
  @PostMapping("/{backup_name}/restore")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RestoreBegun restoreBackup(@PathVariable("backup_name") String name) {
    Path file = file(name);
    if (restore == null) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST,
          "restore_by_command",
          "Several programs serve this database: stop them, and run the restore command with the"
              + " file.");
    }
    requireAvailable();
    StoredBackup chosen = backups.check(file);
    if (!chosen.isGood()) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "backup_damaged", Objects.requireNonNull(chosen.problem()));
    }
    if (!restore.begin(file, () -> backups.make(file))) {
      throw new RefusedException(
          HttpStatus.CONFLICT,
          "restore_under_way",
          "A restore is under way already: wait until it is done.");
    }
    return new RestoreBegun(
        "Comic Pile starts anew with the backup; what is here until then will be in a backup of"
            + " that moment.");
  }

  private void requireAvailable() {
    backups
        .unavailable()
        .ifPresent(
            sentence -> {
              throw new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
            });
  }

  private Path file(String name) {
    return backups
        .file(name)
        .orElseThrow(
            () ->
                new RefusedException(
                    HttpStatus.NOT_FOUND, "backup_not_found", "There is no backup of that name"));
  }
}
