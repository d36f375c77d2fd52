package dev.comicpile.api.event;

import java.time.Instant;

/**
 * What the views learn of accounts. No secrets: no e-mail, no hash, no token. Delivered at least
 * once.
 */
public sealed interface AccountEvent {

  /** When it happened. */
  Instant at();

  /** A reader has registered. */
  record ReaderRegistered(long readerId, String username, Instant at) implements AccountEvent {}

  /**
   * The access and refresh tokens of one login no longer count.
   *
   * @param familyId the family of tokens that grew from that login
   * @param expiresAt when the last access token of the family would have expired by itself
   */
  record TokensRevoked(long readerId, String familyId, Instant expiresAt, Instant at)
      implements AccountEvent {}
}
