package dev.comicpile.command.account.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.Base64UrlUtil;
import com.webauthn4j.util.exception.WebAuthnException;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.passkey.PasskeyController.NewPasskey;
import dev.comicpile.command.account.passkey.PasskeyController.PasskeyLogin;
import dev.comicpile.command.account.passkey.PasskeyTable.KnownPasskey;
import dev.comicpile.command.account.passkey.PasskeyTable.MadePasskey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What of authenticators' answers is good, by WebAuthn4J: only where the authenticator has looked
 * at who holds it, by a finger or a PIN.
 */
final class PasskeyCeremonies {

  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      Passkeys.ALGORITHMS.stream()
          .map(number -> COSEAlgorithmIdentifier.create(number))
          .map(
              known -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, known))
          .toList();

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final PublicAddress address;

  PasskeyCeremonies(PublicAddress address) {
    this.address = address;
  }

  /** The challenge that client data says was signed; empty if it says none. */
  Optional<byte[]> challenge(String clientData) {
    return good(
        () ->
            said(new CollectedClientDataConverter(converter).convert(clientData))
                .getChallenge()
                .getValue());
  }

  /** The id that a device knows a passkey by; empty if the text is none. */
  Optional<byte[]> credentialId(String base64Url) {
    return good(() -> Base64UrlUtil.decode(base64Url));
  }

  /** What is to be stored of a new passkey; empty if it is not good. */
  Optional<MadePasskey> made(HttpServletRequest request, byte[] challenge, NewPasskey made) {
    return good(
        () -> {
          byte[] attestationObject = Base64UrlUtil.decode(made.attestationObject());
          RegistrationData verified =
              manager.verify(
                  new RegistrationRequest(
                      attestationObject, Base64UrlUtil.decode(made.clientData())),
                  new RegistrationParameters(server(request, challenge), ALGORITHMS, true));
          var data = said(verified.getAttestationObject()).getAuthenticatorData();
          AttestedCredentialData credential = said(data.getAttestedCredentialData());
          if (!Arrays.equals(
              credential.getCredentialId(), Base64UrlUtil.decode(made.credentialId()))) {
            throw new IllegalArgumentException("it was made under another id");
          }
          return new MadePasskey(
              credential.getCredentialId(),
              converter.getCborMapper().writeValueAsBytes(credential.getCOSEKey()),
              data.getSignCount(),
              data.isFlagUV(),
              data.isFlagBE(),
              data.isFlagBS(),
              made.transports(),
              attestationObject);
        });
  }

  /** A passkey as it is after it has signed; empty if what it has signed is not good. */
  Optional<KnownPasskey> used(
      HttpServletRequest request, byte[] challenge, KnownPasskey passkey, PasskeyLogin signed) {
    return good(
        () -> {
          AttestationObject made =
              said(new AttestationObjectConverter(converter).convert(passkey.attestationObject()));
          // Whether it can be backed up is not compared: there are password managers that learn to.
          CredentialRecordImpl known =
              new CredentialRecordImpl(
                  made.getAttestationStatement(),
                  null,
                  null,
                  null,
                  passkey.signatureCount(),
                  said(made.getAuthenticatorData().getAttestedCredentialData()),
                  null,
                  null,
                  null,
                  null);
          AuthenticationData verified =
              manager.verify(
                  new AuthenticationRequest(
                      passkey.credentialId(),
                      Base64UrlUtil.decode(signed.authenticatorData()),
                      Base64UrlUtil.decode(signed.clientData()),
                      Base64UrlUtil.decode(signed.signature().text())),
                  new AuthenticationParameters(server(request, challenge), known, null, true));
          var data = said(verified.getAuthenticatorData());
          return passkey.after(data.getSignCount(), data.isFlagBS());
        });
  }

  private ServerProperty server(HttpServletRequest request, byte[] challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(address.origin(request)))
        .rpId(address.host(request))
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  /** What has to be in an authenticator's answer. */
  private static <T> T said(@Nullable T part) {
    if (part == null) {
      throw new IllegalArgumentException("it leaves out what has to be said");
    }
    return part;
  }

  /** What authenticators send may be anything; what stumbles over it says so in these ways. */
  private static <T> Optional<T> good(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
