package dev.comicpile.portability;

import dev.comicpile.api.ReaderId;
import java.util.List;

/** What was done in sessions, in words. */
@FunctionalInterface
public interface SessionNarratives {

  /**
   * What stands of a session and concerns no test thread, oldest first.
   *
   * @param read titles with their rating, or without one where there was none
   * @param skipped titles, each once however often it was skipped
   */
  record Narrative(List<String> read, List<String> skipped, List<String> completed) {

    public Narrative {
      read = List.copyOf(read);
      skipped = List.copyOf(skipped);
      completed = List.copyOf(completed);
    }
  }

  /** Tells a session. */
  Narrative narrative(ReaderId readerId, long sessionId);
}
