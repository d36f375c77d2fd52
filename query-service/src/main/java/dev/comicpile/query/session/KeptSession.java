package dev.comicpile.query.session;

import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.read.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as a view keeps it.
 *
 * @param undone whether its start was taken back
 */
public record KeptSession(SessionFacts facts, boolean undone) {

  /** Reads its facts and whether it is undone. */
  public static KeptSession read(Row row) throws SQLException {
    return new KeptSession(FactsJson.read(row.text(), SessionFacts.class), row.truth());
  }

  /** Whether it has not been ended; by its idle time it may be over all the same. */
  public boolean open() {
    return facts.endedAt() == null && !undone;
  }

  /** When it was over, as seen at a moment; null while it goes on. */
  public @Nullable Instant overAt(Instant now, Duration gap) {
    return !undone && facts.activeAt(now, gap)
        ? null
        : Objects.requireNonNullElse(facts.endedAt(), facts.lastActivityAt());
  }
}
