package dev.comicpile.api.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An action as the history shows it.
 *
 * @param version the version of its last event
 * @param type a word of {@link dev.comicpile.api.ActionType}
 */
public record ActionView(
    long version,
    String type,
    String description,
    Instant at,
    @Nullable Long sessionId,
    @Nullable Long threadId,
    @Nullable String threadTitle,
    boolean undone) {}
