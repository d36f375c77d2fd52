package dev.comicpile.query.queue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.comicpile.api.view.RollView;
import java.time.Instant;

/**
 * The pick that waits to be rated, read or snoozed.
 *
 * @param selectionMethod {@code random}, {@code override} or {@code set_pending}
 */
record CurrentRoll(@JsonUnwrapped RollView roll, Instant rolledAt, String selectionMethod) {}
