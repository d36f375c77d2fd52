package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.PileIntake;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Appends long streams piece by piece, so that none is held as a whole. */
@Component
class EventBatches {

  /** So many events are appended at once, fewer where they are large. */
  private static final int BATCH = 500;

  private static final long BYTES_PER_BATCH = 4L << 20;

  private final PileIntake intake;

  EventBatches(PileIntake intake) {
    this.intake = intake;
  }

  /** Appends all of them to a reader's stream. */
  void append(ReaderId readerId, Iterator<RecordedEvent> stream) {
    List<RecordedEvent> batch = new ArrayList<>(BATCH);
    long bytes = 0;
    while (stream.hasNext()) {
      RecordedEvent event = stream.next();
      batch.add(event);
      bytes += Footprint.of(event.event());
      if (batch.size() == BATCH || bytes > BYTES_PER_BATCH || !stream.hasNext()) {
        intake.append(readerId, batch);
        batch.clear();
        bytes = 0;
      }
    }
  }
}
