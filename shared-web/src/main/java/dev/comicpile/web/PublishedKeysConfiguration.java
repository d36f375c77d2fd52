package dev.comicpile.web;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
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
  KeySetRetriever keySetRetriever(KeptKeys kept) {
    int timeout = (int) FETCH_TIMEOUT.toMillis();
    return new KeySetRetriever(
        new DefaultResourceRetriever(timeout, timeout, LARGEST_KEY_SET), kept);
  }

  /** Has the keys kept before the first token comes, so that they are there whatever happens. */
  @Bean
  ApplicationRunner keysOfTheStart(PileSettings settings, KeySetRetriever retriever) {
    return arguments ->
        Thread.ofVirtual()
            .name("published-keys")
            .start(
                () -> {
                  try {
                    retriever.retrieveResource(address(settings));
                  } catch (IOException e) {
                    log.info("The published keys cannot be fetched yet: {}", e.toString());
                  }
                });
  }

  private static URL address(PileSettings settings) throws MalformedURLException {
    String url = settings.keysUrl();
    if (url == null) {
      throw new WrongSettingException(
          "PILE_KEYS_URL must name where the command-service publishes its keys, such as"
              + " http://command-service:8080/.well-known/jwks.json.");
    }
    return URI.create(url).toURL();
  }

  @Bean
  JwtDecoder jwtDecoder(PileSettings settings, KeySetRetriever retriever)
      throws MalformedURLException {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(address(settings), retriever)
            .cache(FRESH.toMillis(), FETCH_TIMEOUT.multipliedBy(2).toMillis())
            .rateLimited(Duration.ofSeconds(1).toMillis())
            .retrying(true)
            .outageTolerant(KEPT_IN_OUTAGE.toMillis())
            .build();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, unknownKeysMatchNothing(keys)));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // validated below
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(new JwtTimestampValidator(CLOCKS_DIFFER)));
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
