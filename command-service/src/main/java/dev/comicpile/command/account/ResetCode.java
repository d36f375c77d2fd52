package dev.comicpile.command.account;

import java.time.Instant;

/** A code for setting a new password, which is shown once. */
record ResetCode(String code, Instant expiresAt) {

  @Override
  public String toString() {
    return "ResetCode"; // a code does not belong in a log
  }
}
