package dev.comicpile.startup;

import org.jspecify.annotations.Nullable;

/**
 * The program cannot start, or do what it was started for. The message is one sentence that says
 * why and what to do about it.
 */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartFailure(String sentence) {
    super(sentence);
  }

  public StartFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
