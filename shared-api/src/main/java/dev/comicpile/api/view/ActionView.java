package dev.comicpile.api.view;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An action as the history shows it.
 *
 * @param version the version of its last event
 * @param type a word of {@link dev.comicpile.api.ActionType}
 * @param values the numbers of its description by name, for who says it in another language: {@code
 *     rating}, {@code issues}, {@code count} (of threads), {@code die}, {@code result}, {@code
 *     from} and {@code to} (positions), {@code version} (that it went back to, or whose action it
 *     took or brought back)
 */
public record ActionView(
    long version,
    String type,
    String description,
    Instant at,
    @Nullable SessionId sessionId,
    @Nullable ThreadId threadId,
    @Nullable String threadTitle,
    boolean undone,
    Map<String, Number> values) {

  public ActionView {
    // What was stored before actions had values has none. They are told in the same order always.
    values = values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
