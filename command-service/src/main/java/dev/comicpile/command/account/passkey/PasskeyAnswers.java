package dev.comicpile.command.account.passkey;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What authenticators answer, as bytes. */
final class PasskeyAnswers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private PasskeyAnswers() {}

  /**
   * A passkey that was made.
   *
   * @param clientData what the browser says that it was made for, in JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps one
  record Made(
      String name,
      byte[] credentialId,
      byte[] clientData,
      byte[] attestationObject,
      List<String> transports) {

    @Override
    public String toString() {
      return "Made";
    }
  }

  /** What a passkey has signed. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps one
  record Signed(
      byte[] credentialId, byte[] clientData, byte[] authenticatorData, byte[] signature) {

    @Override
    public String toString() {
      return "Signed";
    }
  }

  /** The bytes of a text in base64url; none where it is no such text, so that nothing fits. */
  static byte[] bytes(String base64Url) {
    try {
      return Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The challenge that client data says was signed. */
  static Optional<byte[]> challenge(byte[] clientData) {
    try {
      return Optional.of(bytes(JSON.readTree(clientData).path("challenge").asString("")))
          .filter(challenge -> challenge.length > 0);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
