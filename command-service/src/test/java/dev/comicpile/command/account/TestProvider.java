package dev.comicpile.command.account;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * A provider of OpenID Connect on a port of its own: Spring Authorization Server. Who signs in
 * there says their name in a header and is believed; what it tells of them is what a test has
 * written down.
 */
final class TestProvider implements AutoCloseable {

  static final String CLIENT = "comic-pile";

  /** The header in which somebody says who they are. */
  static final String NAME = "X-Name";

  static final String SECRET = "the secret of the client";

  /** What a token says of somebody, by their name, beside what it says anyway. */
  private final Map<String, Map<String, Object>> claims = new ConcurrentHashMap<>();

  private final ConfigurableApplicationContext context;
  private final int port;

  TestProvider(int port, Integer... portsOfClients) {
    this.context =
        new SpringApplicationBuilder(Server.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                Map.of(
                    "server.port",
                    port,
                    "spring.config.name",
                    "none",
                    "logging.level.root",
                    "warn"))
            .initializers(
                fresh ->
                    fresh
                        .getBeanFactory()
                        .registerSingleton("told", new Told(port, List.of(portsOfClients), claims)))
            .run();
    this.port = port;
  }

  /** What the server is started with. */
  record Told(int port, List<Integer> portsOfClients, Map<String, Map<String, Object>> claims) {}

  private static void believe(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String name = ((HttpServletRequest) request).getHeader(NAME);
    if (name != null) {
      SecurityContextHolder.getContext()
          .setAuthentication(
              UsernamePasswordAuthenticationToken.authenticated(
                  name,
                  null,
                  List.of(
                      FactorGrantedAuthority.fromAuthority(
                          FactorGrantedAuthority.PASSWORD_AUTHORITY))));
    }
    chain.doFilter(request, response);
  }

  String issuer() {
    return issuer(port);
  }

  private static String issuer(int port) {
    return "http://localhost:" + port;
  }

  /** Has its tokens say something of somebody. */
  void says(String name, Map<String, Object> said) {
    claims.put(name, said);
  }

  @Override
  public void close() {
    context.close();
  }

  /** Not annotated as a configuration, so that no scan finds it. */
  @EnableWebSecurity
  @EnableWebMvc
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class
  })
  static class Server {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .addFilterAfter(TestProvider::believe, SecurityContextHolderFilter.class)
          .csrf(csrf -> csrf.disable())
          .build();
    }

    @Bean
    RegisteredClientRepository clients(Told told) {
      List<String> redirects =
          told.portsOfClients().stream()
              .map(each -> "http://localhost:" + each + "/api/auth/oidc/sso/callback")
              .toList();
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId(CLIENT)
              .clientId(CLIENT)
              .clientSecret("{noop}" + SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .redirectUris(all -> all.addAll(redirects))
              .scopes(all -> all.addAll(List.of("openid", "profile", "email")))
              .clientSettings(ClientSettings.builder().requireProofKey(true).build())
              .build());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whatItSays(Told told) {
      return context ->
          told.claims()
              .getOrDefault(
                  requireNonNull(context.<Authentication>getPrincipal()).getName(), Map.of())
              .forEach((name, value) -> context.getClaims().claim(name, value));
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      RSAKey key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
      return new ImmutableJWKSet<>(new JWKSet(key));
    }

    /** For the access tokens that it is asked about somebody with. */
    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return NimbusJwtDecoder.withJwkSource(keys).build();
    }

    @Bean
    AuthorizationServerSettings settings(Told told) {
      return AuthorizationServerSettings.builder().issuer(issuer(told.port())).build();
    }
  }
}
