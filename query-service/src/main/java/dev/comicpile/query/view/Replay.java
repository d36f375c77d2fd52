package dev.comicpile.query.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the rebuilding of a view stands.
 *
 * @param finishedAt null while it is under way
 * @param readersTotal how many readers were to be rebuilt
 * @param readersDone how many of them are
 * @param eventsTotal how many events of theirs the view held when it started
 * @param eventsDone how many of these belong to the readers that are done
 * @param eventsPerSecond events done for each second since the start, pauses included
 * @param secondsLeft how long the rest takes at that rate, in whole seconds; null where there is no
 *     rate yet
 */
record Replay(
    Instant startedAt,
    @Nullable Instant finishedAt,
    long readersTotal,
    long readersDone,
    long eventsTotal,
    long eventsDone,
    long eventsPerSecond,
    @Nullable Long secondsLeft) {

  /** The same for a log. */
  String words() {
    return "%s of %s readers, %s of %s events, %s events/s%s"
        .formatted(
            readersDone,
            readersTotal,
            eventsDone,
            eventsTotal,
            eventsPerSecond,
            finishedAt != null || secondsLeft == null ? "" : ", " + secondsLeft + " s left");
  }
}
