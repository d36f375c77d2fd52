package dev.comicpile.web;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.comicpile.api.StoreIdentity;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks tokens with the keys that the command-service publishes, where they are not in this
 * process. The set seen last is kept while the command-service is away, also over a restart.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(JwtDecoder.class)
class PublishedKeysConfiguration {

  private static final Logger log = LoggerFactory.getLogger(PublishedKeysConfiguration.class);

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);
  private static final int LARGEST_KEY_SET = 64 * 1024;

  /** Long past any token's life: an outage of the command-service must not end reads. */
  private static final Duration KEPT_IN_OUTAGE = Duration.ofDays(30);

  @Bean
  JWKSource<SecurityContext> keySource(PileSettings settings, KeptKeys kept)
      throws MalformedURLException {
    String url = settings.keysUrl();
    if (url == null) {
      throw new WrongSettingException(
          "PILE_KEYS_URL must name where the command-service publishes its keys, such as"
              + " http://command-service:8080/.well-known/jwks.json.");
    }
    int timeout = (int) FETCH_TIMEOUT.toMillis();
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(
                URI.create(url).toURL(),
                new KeySetRetriever(
                    new DefaultResourceRetriever(timeout, timeout, LARGEST_KEY_SET), kept))
            .cache(FRESH.toMillis(), FETCH_TIMEOUT.multipliedBy(2).toMillis())
            .rateLimited(Duration.ofSeconds(1).toMillis())
            .retrying(true)
            .outageTolerant(KEPT_IN_OUTAGE.toMillis())
            .build();
    return unknownKeysMatchNothing(keys);
  }

  /** Fetches the keys before the first token comes, so that they are kept whatever happens then. */
  @Bean
  ApplicationRunner keysOfTheStart(JWKSource<SecurityContext> keySource) {
    return arguments ->
        Thread.ofVirtual()
            .name("published-keys")
            .start(
                () -> {
                  try {
                    keySource.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
                  } catch (KeySourceException e) {
                    log.info("The published keys cannot be fetched yet: {}", e.toString());
                  }
                });
  }

  @Bean
  JwtDecoder jwtDecoder(JWKSource<SecurityContext> keySource, StoreIdentity store) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keySource));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // validated below
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(
            new JwtTimestampValidator(CLOCKS_DIFFER), new TokensOfThisStore(store)));
    return decoder;
  }

  /**
   * A token that names an unknown key has the set fetched again, but not more than once a second.
   * In between such a token simply has no key.
   */
  private static JWKSource<SecurityContext> unknownKeysMatchNothing(
      JWKSource<SecurityContext> keys) {
    AtomicBoolean seen = new AtomicBoolean();
    return (selector, context) -> {
      try {
        List<JWK> matching = keys.get(selector, context);
        seen.set(true);
        return matching;
      } catch (RateLimitReachedException tooOften) {
        if (seen.get()) {
          return List.of();
        }
        throw tooOften;
      }
    };
  }
}
