package dev.comicpile.command.account.passkey;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** What authenticators know an account by: its permanent id, which says nothing about anybody. */
final class PasskeyHandle {

  /** What a passkey may sign with, by COSE's numbers: EdDSA, ES256 and RS256. */
  static final List<Integer> ALGORITHMS = List.of(-8, -7, -257);

  private static final int BYTES = 2 * Long.BYTES;

  private PasskeyHandle() {}

  static byte[] of(UUID permanentId) {
    return ByteBuffer.allocate(BYTES)
        .putLong(permanentId.getMostSignificantBits())
        .putLong(permanentId.getLeastSignificantBits())
        .array();
  }

  /**
   * The permanent id in a handle.
   *
   * @throws IllegalArgumentException if it is none
   */
  static UUID permanentId(byte[] handle) {
    if (handle.length != BYTES) {
      throw new IllegalArgumentException("no handle of ours");
    }
    ByteBuffer bytes = ByteBuffer.wrap(handle);
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
