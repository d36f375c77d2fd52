package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import java.util.UUID;

/**
 * All tokens that grew from one login.
 *
 * @param refreshId the refresh token of the family that was given out last
 */
public record TokenFamily(UUID id, ReaderId accountId, UUID refreshId, boolean revoked) {}
