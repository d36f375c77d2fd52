package dev.comicpile.web;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what: bearer tokens under {@code /api}, checked against keys and revocations. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  KnownPaths knownPaths(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers) {
    return new KnownPaths(handlers::getObject);
  }

  @Bean
  RateLimits rateLimits(
      PileSettings settings, ObjectProvider<TimeMeter> time, MeterRegistry meters) {
    return new RateLimits(settings, time.getIfAvailable(() -> TimeMeter.SYSTEM_NANOTIME), meters);
  }

  @Bean
  AccessTokens accessTokens(
      JwtDecoder decoder, ApiKeys keys, TokenFamilies families, RevokedFamilies revoked) {
    return new AccessTokens(decoder, keys::readerOf, families, revoked);
  }

  /**
   * One filter does for every request what Spring Security's own do in a dozen steps. Nothing of
   * theirs beyond it is used here: no sessions, forms, anonymous users or saved requests.
   */
  @Bean
  SecurityFilterChain securityFilterChain(
      AccessTokens tokens, KnownPaths paths, RateLimits limits) {
    return new DefaultSecurityFilterChain(
        AnyRequestMatcher.INSTANCE, new ReaderFilter(tokens, paths, limits));
  }

  /** Nobody looks at them, and each filter would be wrapped for them. */
  @Bean
  SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Methods that are not known are answered with those that are. What headers hold is Tomcat's to
   * refuse: proxies put names in UTF-8 there, some of whose bytes are controls in Latin-1.
   */
  @Bean
  HttpFirewall httpFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    return firewall;
  }

  /** What Spring Security's firewall refuses, such as {@code //} or an encoded slash. */
  @Bean
  @ConditionalOnMissingBean
  RequestRejectedHandler requestRejectedHandler(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return (request, response, rejected) ->
        problems.resolveException(
            request,
            response,
            null,
            new ProblemException(HttpStatus.BAD_REQUEST, "The path is malformed."));
  }
}
