package dev.comicpile.standalone;

import dev.comicpile.portability.backup.InPlaceRestore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A backup that an admin wants to go back to: who started the program waits for one. */
final class PendingRestore implements InPlaceRestore {

  private final BlockingQueue<Path> wanted = new LinkedBlockingQueue<>();
  private volatile @Nullable String failure;

  @Override
  public void begin(Path backup) {
    wanted.add(backup);
  }

  /** Waits until one is wanted, for as long as the program runs. */
  Path await() throws InterruptedException {
    return wanted.take();
  }

  /** Whatever else was asked for in the meantime was meant for what is gone. */
  void done() {
    wanted.clear();
    failure = null;
  }

  void failed(String sentence) {
    wanted.clear();
    failure = sentence;
  }

  @Override
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }
}
