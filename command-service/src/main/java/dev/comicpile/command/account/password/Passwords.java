package dev.comicpile.command.account.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords in NFC, so that one can be typed on any keyboard. Programs of
 * before have hashed some as they were typed; these are good still, until a login replaces them.
 */
@Component
public class Passwords {

  /** BCrypt reads so many bytes of a password and no more. */
  static final int LONGEST = 72;

  static final int SHORTEST = 8;

  /** What comes of a comparison. */
  public enum Match {
    WRONG,
    RIGHT,
    /** Right, but its hash should be replaced. */
    OUTDATED
  }

  private final PasswordEncoder encoder;
  private final PasswordHashing hashing;

  /** Compared with where there is no such name, so that both cases take the same time. */
  private final String nobodysHash;

  Passwords(PasswordEncoder encoder, PasswordHashing hashing) {
    this.encoder = encoder;
    this.hashing = hashing;
    this.nobodysHash = hashAtOnce(UUID.randomUUID().toString());
  }

  /**
   * The hash of a password that a client has sent.
   *
   * @throws dev.comicpile.web.TryLaterException if too many wait already
   */
  public String hash(String password) {
    return hashing.hash(nfc(password));
  }

  /** The hash of a password of the program's own, which waits for nobody. */
  public String hashAtOnce(String password) {
    return Objects.requireNonNull(encoder.encode(nfc(password)));
  }

  /**
   * Compares a password with a hash, or with nothing in the same time.
   *
   * @param hash null where there is no such account
   * @param known whether the reader has logged in from there before
   * @throws dev.comicpile.web.TryLaterException if too many wait already
   */
  public Match match(String password, @Nullable String hash, boolean known) {
    String expected = hash == null ? nobodysHash : hash;
    String nfc = nfc(password);
    if (bytes(password) > 4 * LONGEST) {
      return Match.WRONG;
    }
    if (bytes(nfc) <= LONGEST && hashing.matches(nfc, expected, known)) {
      return encoder.upgradeEncoding(expected) ? Match.OUTDATED : Match.RIGHT;
    }
    boolean asTyped =
        !nfc.equals(password)
            && bytes(password) <= LONGEST
            && hashing.matches(password, expected, known);
    return asTyped ? Match.OUTDATED : Match.WRONG;
  }

  /** Compares a password of the program's own. */
  public boolean matchesAtOnce(String password, @Nullable String hash) {
    return hash != null && encoder.matches(nfc(password), hash);
  }

  private static int bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * A password in NFC, or as it is where that could not be short enough: Java takes minutes for a
   * megabyte of marks.
   */
  static String nfc(String password) {
    return bytes(password) > 4 * LONGEST
        ? password
        : Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
