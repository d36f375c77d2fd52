package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import java.time.Instant;
import java.util.UUID;

/**
 * All tokens that grew from one login.
 *
 * @param refreshId the refresh token of the family that was given out last
 * @param accessExpiresAt when the last access token of the family expires by itself
 */
public record TokenFamily(
    UUID id, ReaderId accountId, UUID refreshId, Instant accessExpiresAt, boolean revoked) {}
