package dev.comicpile.web;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
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
  SecurityFilterChain securityFilterChain(
      HttpSecurity http,
      KnownPaths paths,
      JwtDecoder decoder,
      RateLimits limits,
      ObjectProvider<RevokedFamilies> revoked,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    AuthenticationEntryPoint unauthorized =
        (request, response, failure) -> problems.resolveException(request, response, null, failure);
    // Refused before the filter below sees it.
    AuthenticationEntryPoint badToken =
        (request, response, failure) -> {
          limits.count(request);
          unauthorized.commence(request, response, failure);
        };
    AccessDeniedHandler forbidden =
        (request, response, failure) -> problems.resolveException(request, response, null, failure);
    DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();
    BearerTokenResolver whereNeeded =
        request -> paths.needsToken(request) ? bearer.resolve(request) : null;

    return http.csrf(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.cacheControl(cache -> cache.disable()))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(request -> !paths.needsToken(request))
                    .permitAll()
                    .requestMatchers("/api/admin/**")
                    .hasRole("ADMIN")
                    .anyRequest()
                    .access(
                        (authentication, context) ->
                            new AuthorizationDecision(
                                authentication.get() instanceof JwtAuthenticationToken)))
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(whereNeeded)
                    .authenticationEntryPoint(badToken)
                    .accessDeniedHandler(forbidden)
                    .jwt(
                        jwt ->
                            jwt.decoder(decoder)
                                .jwtAuthenticationConverter(
                                    authentication(() -> revoked.orderedStream().toList()))))
        .addFilterBefore(new RateLimitFilter(limits), AuthorizationFilter.class)
        .exceptionHandling(
            exceptions ->
                exceptions.authenticationEntryPoint(unauthorized).accessDeniedHandler(forbidden))
        .build();
  }

  /** Turns a verified token into the reader's authentication, unless its family was revoked. */
  private static Converter<Jwt, AbstractAuthenticationToken> authentication(
      Supplier<List<RevokedFamilies>> revoked) {
    return token -> {
      Reader reader;
      try {
        reader = Reader.of(token);
      } catch (IllegalArgumentException e) {
        throw new InvalidBearerTokenException("not a token of ours", e);
      }
      if (revoked.get().stream().anyMatch(families -> families.isRevoked(reader.familyId()))) {
        throw new InvalidBearerTokenException("revoked");
      }
      return new JwtAuthenticationToken(
          token,
          reader.admin() ? List.of(new SimpleGrantedAuthority("ROLE_ADMIN")) : List.of(),
          reader.username());
    };
  }

  /** Methods that are not known are answered with those that are. */
  @Bean
  HttpFirewall httpFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
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
            new org.springframework.web.server.ResponseStatusException(
                org.springframework.http.HttpStatus.BAD_REQUEST, "The path is malformed."));
  }
}
