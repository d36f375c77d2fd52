package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens are checked with the keys that stand with the accounts. */
class SigningKeysTest {

  private final Map<String, JWK> stored = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final JwtDecoder decoder =
      TokenConfiguration.decoder(
          id -> {
            asked.add(id);
            return stored.containsKey(id) ? List.of(stored.get(id)) : List.of();
          },
          () -> "store-1");
  private RSAKey key;

  @BeforeEach
  void storeAKey() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    stored.put("one", key.toPublicJWK());
  }

  private static String token(RSAKey signedWith, Instant expiry, String store) {
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signedWith)))
        .encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build(),
                JwtClaimsSet.builder().issuer(store).subject("42").expiresAt(expiry).build()))
        .getTokenValue();
  }

  private static String token(RSAKey signedWith) {
    return token(signedWith, Instant.now().plusSeconds(60), "store-1");
  }

  @Test
  void aTokenSignedWithAStoredKeyCountsAndTheKeyIsReadOnce() {
    assertThat(decoder.decode(token(key)).getSubject()).isEqualTo("42");
    assertThat(decoder.decode(token(key)).getSubject()).isEqualTo("42");
    assertThat(asked).containsExactly("one");
  }

  @Test
  void aKeyThatIsMadeLaterIsRead() throws Exception {
    decoder.decode(token(key));
    RSAKey later = new RSAKeyGenerator(2048).keyID("later").generate();
    stored.put("later", later.toPublicJWK());
    assertThat(decoder.decode(token(later)).getSubject()).isEqualTo("42");
  }

  @Test
  void aTokenOfAnotherStoreDoesNotCountThoughItsKeyIsTheSame() {
    assertThatThrownBy(() -> decoder.decode(token(key, Instant.now().plusSeconds(60), "store-2")))
        .isInstanceOf(BadJwtException.class);
  }

  @Test
  void anExpiredOrForeignTokenDoesNotCount() throws Exception {
    assertThatThrownBy(() -> decoder.decode(token(key, Instant.now().minusSeconds(5), "store-1")))
        .isInstanceOf(BadJwtException.class);
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("one").generate();
    assertThatThrownBy(() -> decoder.decode(token(foreign))).isInstanceOf(BadJwtException.class);
  }

  @Test
  void aKeyThatIsNotThereIsNotAskedForAgain() throws Exception {
    RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> decoder.decode(token(unknown))).isInstanceOf(BadJwtException.class);
    }
    assertThat(asked).containsExactly("unknown");
  }

  @Test
  void whereTheKeysCannotBeReadThatIsNotTheTokensFault() {
    JwtDecoder away =
        TokenConfiguration.decoder(
            id -> {
              throw new DataAccessResourceFailureException("away");
            },
            () -> "store-1");
    assertThatThrownBy(() -> away.decode(token(key)))
        .isInstanceOf(JwtException.class)
        .isNotInstanceOf(BadJwtException.class);
  }
}
