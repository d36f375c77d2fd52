package dev.comicpile.command.account.oidc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestOperations;

/** Checks what a provider has signed, by the keys that it publishes. */
final class OidcSignatures implements JwtDecoderFactory<ClientRegistration> {

  private final RestOperations http;

  /** Made once, as it remembers the keys. */
  private @Nullable JwtDecoder decoder;

  /**
   * Signatures of one provider.
   *
   * @param http what its keys are fetched with
   */
  OidcSignatures(RestOperations http) {
    this.http = http;
  }

  @Override
  public synchronized JwtDecoder createDecoder(ClientRegistration client) {
    if (decoder == null) {
      decoder = made(client);
    }
    return decoder;
  }

  private JwtDecoder made(ClientRegistration client) {
    String keys = Objects.requireNonNull(client.getProviderDetails().getJwkSetUri());
    NimbusJwtDecoder fresh =
        NimbusJwtDecoder.withJwkSetUri(keys)
            .jwsAlgorithm(algorithm(client))
            .restOperations(http)
            .build();
    fresh.setJwtValidator(
        JwtValidators.createDefaultWithValidators(List.of(new OidcIdTokenValidator(client))));
    fresh.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    return fresh;
  }

  /** RS256, as all should, or the first that it names. */
  private static SignatureAlgorithm algorithm(ClientRegistration client) {
    Object named =
        client
            .getProviderDetails()
            .getConfigurationMetadata()
            .get("id_token_signing_alg_values_supported");
    List<?> names = named instanceof List<?> list ? list : List.of();
    return names.contains(SignatureAlgorithm.RS256.getName())
        ? SignatureAlgorithm.RS256
        : names.stream()
            .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(SignatureAlgorithm.RS256);
  }
}
