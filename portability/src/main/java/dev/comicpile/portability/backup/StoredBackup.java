package dev.comicpile.portability.backup;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A backup in the folder.
 *
 * @param createdAt the moment it is of; of a damaged one, when its file was written
 * @param checkedAt when all of it was last read again and was whole; each is when it is made
 * @param problem what is wrong with a damaged one
 */
@Schema(name = "Backup")
record StoredBackup(
    String name,
    Instant createdAt,
    long bytes,
    long events,
    long accounts,
    State state,
    @Nullable Instant checkedAt,
    @Nullable String problem) {

  /** Whether it can be restored. */
  enum State {
    GOOD,
    DAMAGED;

    /** As it is written. */
    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isGood() {
    return state == State.GOOD;
  }
}
