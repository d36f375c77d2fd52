package dev.comicpile.portability.backup;

import dev.comicpile.startup.StartFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When and where backups are made by themselves.
 *
 * @param folder where they are; without one there are none
 * @param time of each day, in the time zone of the machine; without one they are made when an admin
 *     asks for one
 * @param keep how many good ones are kept, 1 to 1,000
 */
record BackupSettings(@Nullable Path folder, @Nullable LocalTime time, int keep) {

  private static final int MOST = 1000;

  /**
   * Reads the settings as they are written.
   *
   * @throws StartFailure with a sentence, if one cannot be used
   */
  static BackupSettings parse(String folder, String time, String keep) {
    return new BackupSettings(folder(folder.strip()), time(time.strip()), keep(keep.strip()));
  }

  private static @Nullable Path folder(String folder) {
    try {
      return folder.isEmpty() ? null : Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartFailure("PILE_BACKUP_FOLDER: '" + folder + "' is not a folder.", e);
    }
  }

  private static @Nullable LocalTime time(String time) {
    try {
      return time.equals("off") || time.equals("false") ? null : LocalTime.parse(time);
    } catch (DateTimeException e) {
      throw new StartFailure(
          "PILE_BACKUP_TIME: '" + time + "' is not a time of day such as 03:30, nor off.", e);
    }
  }

  private static int keep(String keep) {
    if (keep.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(keep);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw new StartFailure("PILE_BACKUP_KEEP must be 1 to " + MOST + ", not " + keep + ".");
  }

  /** The first time after that moment at which one is due; null where there is no time. */
  @Nullable Instant next(Instant after, ZoneId zone) {
    if (time == null) {
      return null;
    }
    ZonedDateTime today = after.atZone(zone).with(time);
    return (today.toInstant().isAfter(after) ? today : today.plusDays(1).with(time)).toInstant();
  }
}
