package dev.comicpile.standalone;

import dev.comicpile.portability.backup.InPlaceRestore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A backup that an admin wants to go back to: who started the program waits for one. */
final class PendingRestore implements InPlaceRestore {

  private final BlockingQueue<Wanted> wanted = new LinkedBlockingQueue<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable String failure;

  /** What to do first, and what to restore then. */
  record Wanted(Path backup, Runnable first) {}

  @Override
  public boolean begin(Path backup, Runnable first) {
    return begun.compareAndSet(false, true) && wanted.add(new Wanted(backup, first));
  }

  /** Waits until one is wanted, for as long as the program runs. */
  Wanted await() throws InterruptedException {
    return wanted.take();
  }

  /** The next one may come. */
  void done() {
    failure = null;
    begun.set(false);
  }

  void failed(String sentence) {
    failure = sentence;
    begun.set(false);
  }

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }
}
