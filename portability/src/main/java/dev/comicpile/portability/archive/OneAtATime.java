package dev.comicpile.portability.archive;

import dev.comicpile.web.TryLaterException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Has the files of readers worked with one after another: the heap is measured for one. */
final class OneAtATime {

  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final Semaphore turn = new Semaphore(1, true);
  private final Duration patience;

  /**
   * Lets in one at a time.
   *
   * @param patience how long the others wait for their turn
   */
  OneAtATime(Duration patience) {
    this.patience = patience;
  }

  /** What is done when it is its turn. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does it, as soon as nothing else is done.
   *
   * @throws TryLaterException if that takes too long
   */
  <T> T run(Work<T> work) throws IOException {
    if (!isItsTurn()) {
      throw new TryLaterException(
          "Somebody else's file is being brought in. Please try again in a moment.", AGAIN);
    }
    try {
      return work.run();
    } finally {
      turn.release();
    }
  }

  private boolean isItsTurn() {
    try {
      return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
