package dev.comicpile.command.account;

import dev.comicpile.web.Secret;
import java.time.Instant;

/** A code for setting a new password, which is shown once. */
record ResetCode(Secret code, Instant expiresAt) {}
