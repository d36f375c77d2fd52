package dev.comicpile.command.account.key;

import dev.comicpile.web.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key for programs, as its owner sees it.
 *
 * @param expiresAt from when on it counts no more; null for never
 * @param lastUsedAt when it was used last, within an hour; null where it never was
 */
record ApiKey(
    long id,
    String name,
    List<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  ApiKey {
    scopes = List.copyOf(scopes);
  }
}
