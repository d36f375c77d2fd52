package dev.comicpile.eventstore;

import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the events up to some version came to. The version ends an action.
 *
 * @param version 0 before the first event
 * @param contents what the pile held
 * @param lastAt when the last of the events happened, null without any
 * @param latestAt the latest of their times, null without any
 */
public record Checkpoint(
    long version,
    Contents contents,
    Standing standing,
    @Nullable Instant lastAt,
    @Nullable Instant latestAt) {

  /** The empty pile, from which every stream goes on. */
  public static final Checkpoint START =
      new Checkpoint(0, Contents.EMPTY, Standing.NONE, null, null);
}
