package dev.comicpile.web;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.comicpile.api.StoreIdentity;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** The smallest service there could be. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@Import({Echo.class, Echo.OfAdmins.class})
class EchoApplication {

  private final RSAKey key;

  EchoApplication() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("test").generate();
  }

  @Bean
  StoreIdentity storeIdentity() {
    return () -> "store-1";
  }

  @Bean
  JwtDecoder jwtDecoder() throws Exception {
    return NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
  }

  @Bean
  JwtEncoder jwtEncoder() {
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
  }

  @Bean
  TokenFamilies tokenFamilies() {
    return (familyId, readerId) -> true;
  }

  @Bean
  RevokedFamilies revokedFamilies(Clock clock) {
    return new RevokedFamilies((revokedAfter, expiresAfter) -> List.of(), false, clock);
  }
}
