package dev.comicpile.portability.leaving;

import java.time.Instant;
import java.util.UUID;

/**
 * An account that was deleted.
 *
 * @param permanentId all that is kept of it
 */
public record Tombstone(UUID permanentId, Instant deletedAt) {}
