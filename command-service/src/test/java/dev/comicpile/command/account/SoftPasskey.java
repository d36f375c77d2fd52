package dev.comicpile.command.account;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A passkey without a device: it says and signs what one would, and lies where it is told to. */
final class SoftPasskey {

  private static final CBORMapper CBOR = new CBORMapper();
  private static final int USER_PRESENT = 1;
  private static final int USER_VERIFIED = 4;
  private static final int WITH_KEY = 0x40;

  private final byte[] id = new byte[32];
  private final KeyPair keys;
  private final String host;
  private int count;

  /** Whether it looks at the finger of whoever holds it. */
  boolean verifies = true;

  SoftPasskey(String host) {
    this.host = host;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String id() {
    return text(id);
  }

  /** What a page of that origin sends to have it kept. */
  Map<String, Object> made(String name, String challenge, String origin) {
    ByteBuffer data = ByteBuffer.allocate(1024);
    data.put(beginning(WITH_KEY)).put(new byte[16]).putShort((short) id.length).put(id).put(key());
    byte[] authenticator = new byte[data.position()];
    data.flip().get(authenticator);
    ByteArrayOutputStream attestation = new ByteArrayOutputStream();
    try (JsonGenerator cbor = CBOR.createGenerator(attestation)) {
      cbor.writeStartObject();
      cbor.writeStringProperty("fmt", "none");
      cbor.writeName("attStmt");
      cbor.writeStartObject();
      cbor.writeEndObject();
      cbor.writeName("authData");
      cbor.writeBinary(authenticator);
      cbor.writeEndObject();
    }
    return Map.of(
        "name", name,
        "credential_id", id(),
        "client_data", text(clientData("webauthn.create", challenge, origin)),
        "attestation_object", text(attestation.toByteArray()),
        "transports", List.of("internal"));
  }

  /** What a page of that origin sends to sign in by it. */
  Map<String, Object> signed(String challenge, String origin) {
    byte[] authenticator = beginning(0);
    byte[] clientData = clientData("webauthn.get", challenge, origin);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(authenticator);
      signature.update(sha256(clientData));
      return Map.of(
          "credential_id", id(),
          "client_data", text(clientData),
          "authenticator_data", text(authenticator),
          "signature", text(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] beginning(int flags) {
    count++;
    return ByteBuffer.allocate(37)
        .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
        .put((byte) (flags | USER_PRESENT | (verifies ? USER_VERIFIED : 0)))
        .putInt(count)
        .array();
  }

  private byte[] key() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CBORGenerator cbor = (CBORGenerator) CBOR.createGenerator(out)) {
      cbor.writeStartObject(null, 5);
      cbor.writePropertyId(1);
      cbor.writeNumber(2);
      cbor.writePropertyId(3);
      cbor.writeNumber(-7);
      cbor.writePropertyId(-1);
      cbor.writeNumber(1);
      cbor.writePropertyId(-2);
      cbor.writeBinary(coordinate(key.getW().getAffineX()));
      cbor.writePropertyId(-3);
      cbor.writeBinary(coordinate(key.getW().getAffineY()));
      cbor.writeEndObject();
    }
    return out.toByteArray();
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return padded;
  }

  private static byte[] clientData(String type, String challenge, String origin) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
