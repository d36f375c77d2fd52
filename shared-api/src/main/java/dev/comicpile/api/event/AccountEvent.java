package dev.comicpile.api.event;

import dev.comicpile.api.ReaderId;
import java.time.Instant;

/**
 * What earlier versions recorded of accounts, for views that are no more. Their events stay
 * readable in the store; none are added, and nobody listens to them.
 */
public sealed interface AccountEvent {

  /** When it happened. */
  Instant at();

  /** A reader has registered. */
  record ReaderRegistered(ReaderId readerId, String username, Instant at) implements AccountEvent {}

  /**
   * The access and refresh tokens of one login no longer count.
   *
   * @param familyId the family of tokens that grew from that login
   * @param expiresAt when the last access token of the family would have expired by itself
   */
  record TokensRevoked(ReaderId readerId, String familyId, Instant expiresAt, Instant at)
      implements AccountEvent {}
}
