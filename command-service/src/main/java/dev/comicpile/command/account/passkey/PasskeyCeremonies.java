package dev.comicpile.command.account.passkey;

import com.webauthn4j.util.exception.WebAuthnException;
import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.Account;
import dev.comicpile.command.account.passkey.PasskeyTable.Passkey;
import java.util.Set;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import tools.jackson.core.JacksonException;

/** What is said to authenticators, and what of theirs is good: by Spring Security's WebAuthn. */
final class PasskeyCeremonies {

  private final PasskeyStore store;

  PasskeyCeremonies(PasskeyStore store) {
    this.store = store;
  }

  /**
   * Where passkeys are made and used.
   *
   * @param host what they are for, without a port
   * @param origin the pages that may use them
   */
  record Place(String host, String origin) {}

  /** What an authenticator has answered is not good. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(Exception cause) {
      super(cause);
    }
  }

  /**
   * Checks a new passkey and stores it.
   *
   * @throws Refused if it is not good
   */
  @SuppressWarnings("unchecked") // its builder is of a raw type
  Passkey register(Account account, Place place, byte[] challenge, PasskeyAnswers.Made made) {
    Webauthn4JRelyingPartyOperations party = party(place);
    party.setCustomizeCreationOptions(
        options ->
            options
                .challenge(new Bytes(challenge))
                .authenticatorSelection(
                    AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
    PublicKeyCredential<AuthenticatorAttestationResponse> credential =
        PublicKeyCredential.<AuthenticatorAttestationResponse>builder()
            .id(new Bytes(made.credentialId()).toBase64UrlString())
            .rawId(new Bytes(made.credentialId()))
            .type(PublicKeyCredentialType.PUBLIC_KEY)
            .response(
                AuthenticatorAttestationResponse.builder()
                    .attestationObject(new Bytes(made.attestationObject()))
                    .clientDataJSON(new Bytes(made.clientData()))
                    .transports(
                        made.transports().stream().map(AuthenticatorTransport::valueOf).toList())
                    .build())
            .build();
    try {
      PublicKeyCredentialCreationOptions options =
          party.createPublicKeyCredentialCreationOptions(
              new ImmutablePublicKeyCredentialCreationOptionsRequest(
                  new TestingAuthenticationToken(account.username(), null, "READER")));
      party.registerCredential(
          new ImmutableRelyingPartyRegistrationRequest(
              options, new RelyingPartyPublicKey(credential, made.name())));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
      throw new Refused(e);
    }
    return store.made(made.credentialId());
  }

  /**
   * The account of a passkey that has signed.
   *
   * @throws Refused if it has not, or is not known
   */
  @SuppressWarnings("unchecked") // its builder is of a raw type
  ReaderId authenticate(Place place, byte[] challenge, PasskeyAnswers.Signed signed) {
    PublicKeyCredentialRequestOptions options =
        PublicKeyCredentialRequestOptions.builder()
            .challenge(new Bytes(challenge))
            .rpId(place.host())
            .userVerification(UserVerificationRequirement.REQUIRED)
            .build();
    PublicKeyCredential<AuthenticatorAssertionResponse> credential =
        PublicKeyCredential.<AuthenticatorAssertionResponse>builder()
            .id(new Bytes(signed.credentialId()).toBase64UrlString())
            .rawId(new Bytes(signed.credentialId()))
            .type(PublicKeyCredentialType.PUBLIC_KEY)
            .response(
                AuthenticatorAssertionResponse.builder()
                    .authenticatorData(new Bytes(signed.authenticatorData()))
                    .clientDataJSON(new Bytes(signed.clientData()))
                    .signature(new Bytes(signed.signature()))
                    .build())
            .build();
    try {
      party(place).authenticate(new RelyingPartyAuthenticationRequest(options, credential));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
      throw new Refused(e);
    }
    return store.ownerOf(signed.credentialId());
  }

  private Webauthn4JRelyingPartyOperations party(Place place) {
    return new Webauthn4JRelyingPartyOperations(
        store,
        store,
        PublicKeyCredentialRpEntity.builder().id(place.host()).name("Comic Pile").build(),
        Set.of(place.origin()));
  }
}
