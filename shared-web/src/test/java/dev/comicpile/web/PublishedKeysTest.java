package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens are checked with the keys that another service publishes. */
class PublishedKeysTest {

  private RSAKey key;
  private String published;
  private HttpServer publisher;
  private JwtDecoder decoder;
  private @Nullable String keptSet;

  private final KeptKeys kept =
      new KeptKeys() {
        @Override
        public Optional<String> last() {
          return Optional.ofNullable(keptSet);
        }

        @Override
        public void keep(String keySet) {
          keptSet = keySet;
        }
      };

  @BeforeEach
  void publish() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    published = new JWKSet(key).toPublicJWKSet().toString();
    publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publisher.createContext(
        "/jwks.json",
        exchange -> {
          byte[] keys = published.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    publisher.start();
    decoder = decoder(address());
  }

  private String address() {
    return "http://localhost:" + publisher.getAddress().getPort() + "/jwks.json";
  }

  @AfterEach
  void stop() {
    publisher.stop(0);
  }

  /** A process of its own, which shares nothing with others but what is kept. */
  private JwtDecoder decoder(String url) throws IOException {
    PublishedKeysConfiguration process = new PublishedKeysConfiguration();
    return process.jwtDecoder(
        process.keySource(PileSettingsTest.settings(Map.of("keys-url", url)), kept),
        () -> "store-1");
  }

  private String token(RSAKey signedWith, Instant expiry) {
    return token(signedWith, expiry, "store-1");
  }

  private String token(RSAKey signedWith, Instant expiry, String store) {
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signedWith)))
        .encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build(),
                JwtClaimsSet.builder().issuer(store).subject("42").expiresAt(expiry).build()))
        .getTokenValue();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @Test
  void aTokenOfThatServiceCounts() {
    assertThat(decoder.decode(token(key, soon())).getSubject()).isEqualTo("42");
  }

  @Test
  void aTokenOfAnotherStoreDoesNotCountThoughItsKeyIsTheSame() {
    assertThatThrownBy(() -> decoder.decode(token(key, soon(), "store-2")))
        .isInstanceOf(BadJwtException.class);
  }

  @Test
  void theKeysSeenLastServeWhileThatServiceIsAway() {
    decoder.decode(token(key, soon()));
    publisher.stop(0);
    assertThat(decoder.decode(token(key, soon())).getSubject()).isEqualTo("42");
  }

  @Test
  void theKeysSeenLastServeAProcessThatIsStartedWhileThatServiceIsAway() throws IOException {
    decoder.decode(token(key, soon()));
    publisher.stop(0);
    JwtDecoder restarted = decoder(address());
    assertThat(restarted.decode(token(key, soon())).getSubject()).isEqualTo("42");
  }

  @Test
  void whatHoldsNoKeysIsNotKept() throws IOException {
    decoder.decode(token(key, soon()));
    published = "<html>not now</html>";
    JwtDecoder restarted = decoder(address());
    assertThat(restarted.decode(token(key, soon())).getSubject()).isEqualTo("42");
    assertThat(kept.last()).hasValueSatisfying(set -> assertThat(set).startsWith("{"));
  }

  @Test
  void anExpiredOrForeignTokenDoesNotCount() throws Exception {
    assertThatThrownBy(() -> decoder.decode(token(key, Instant.now().minusSeconds(5))))
        .isInstanceOf(BadJwtException.class);
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("one").generate();
    assertThatThrownBy(() -> decoder.decode(token(foreign, soon())))
        .isInstanceOf(BadJwtException.class);
  }

  @Test
  void tokensThatNameUnknownKeysDoNotCountHoweverManyThereAre() throws Exception {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("two").generate();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> decoder.decode(token(foreign, soon())))
          .isInstanceOf(BadJwtException.class);
    }
    assertThat(decoder.decode(token(key, soon())).getSubject()).isEqualTo("42");
  }

  @Test
  void withoutAnyKeysATokenCannotBeCheckedWhichIsNotTheTokensFault() {
    publisher.stop(0);
    assertThatThrownBy(() -> decoder.decode(token(key, soon())))
        .isInstanceOf(JwtException.class)
        .isNotInstanceOf(BadJwtException.class);
  }

  @Test
  void aServiceThatIsToldOfNoKeysDoesNotStart() {
    assertThatThrownBy(() -> decoder(""))
        .isInstanceOf(WrongSettingException.class)
        .hasMessageContaining("PILE_KEYS_URL");
  }
}
