package dev.comicpile.command.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to register, as admins see it.
 *
 * @param name whom or what it is for; null where nobody said
 * @param expiresAt from when on it counts no more; null for never
 * @param usedAt when somebody registered with it; null where nobody has
 * @param usedBy that account; null where there is none, or none any more
 */
record Invitation(
    long id,
    @Nullable String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable Long usedBy) {}
