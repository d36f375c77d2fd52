package dev.comicpile.axonserver;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which a reader's words are written: AES-256 in Galois/Counter Mode (NIST SP
 * 800-38D), with a nonce of 96 random bits and a tag of 128 bits.
 */
final class ReaderKey {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Begins what is encrypted; what is not begins as JSON does. */
  private static final byte ENCRYPTED = 1;

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int TEXT_AT = 1 + NONCE_BYTES;

  private final SecretKeySpec key;

  /** The key that was made of these bytes. */
  ReaderKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /** The bytes of a new key. */
  static byte[] fresh() {
    return random(KEY_BYTES);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Whether something was written by {@link #encrypt}. */
  static boolean isEncrypted(byte[] stored) {
    return stored.length > TEXT_AT && stored[0] == ENCRYPTED;
  }

  /**
   * Encrypts.
   *
   * @param place where it is to stand; it can be read nowhere else
   */
  byte[] encrypt(byte[] text, byte[] place) {
    byte[] nonce = random(NONCE_BYTES);
    byte[] encrypted = new byte[TEXT_AT + text.length + TAG_BITS / Byte.SIZE];
    encrypted[0] = ENCRYPTED;
    System.arraycopy(nonce, 0, encrypted, 1, NONCE_BYTES);
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text, 0, text.length, encrypted, TEXT_AT);
      return encrypted;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What was encrypted; nothing where it was not by this key, not for this place, or is damaged.
   */
  Optional<byte[]> decrypt(byte[] encrypted, byte[] place) {
    byte[] nonce = Arrays.copyOfRange(encrypted, 1, TEXT_AT);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce, place)
              .doFinal(encrypted, TEXT_AT, encrypted.length - TEXT_AT));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place);
    return cipher;
  }
}
