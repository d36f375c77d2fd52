package dev.comicpile.command.account;

import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/** What a provider signs its tokens with. */
final class OidcSignatures {

  private OidcSignatures() {}

  /** RS256, as all should, or the first that it names. */
  static SignatureAlgorithm algorithm(ClientRegistration client) {
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
