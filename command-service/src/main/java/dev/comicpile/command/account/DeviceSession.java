package dev.comicpile.command.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login that counts, as its reader sees it.
 *
 * @param device what it was signed in with
 * @param address the network that it was signed in from; null where it is not known
 * @param lastSeenAt when it got its latest tokens
 * @param current whether it is the one that asks
 */
record DeviceSession(
    long id,
    String device,
    @Nullable String address,
    Instant createdAt,
    Instant lastSeenAt,
    boolean current) {}
