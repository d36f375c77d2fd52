package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNull;

import dev.comicpile.command.account.AuthController;
import dev.comicpile.command.account.OidcSettings;
import dev.comicpile.command.account.oidc.OidcSignIn.NotSignedIn;
import dev.comicpile.command.account.oidc.OidcSignIn.Outcome;
import dev.comicpile.web.Reader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is said to the provider, by Spring Security's client for OpenID Connect. Where its parts are
 * is read when they are first needed, so that Comic Pile starts without it; nobody waits for it for
 * long.
 */
final class OidcProvider {

  private static final Logger log = LoggerFactory.getLogger(OidcProvider.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final OidcSettings settings;
  private final Validator validator;
  private final RestTemplate http = new RestTemplate(requests());
  private final OidcAuthorizationCodeAuthenticationProvider exchange;
  private volatile @Nullable ClientRegistration registration;

  /**
   * Knows one provider.
   *
   * @param validator of what one registers with
   */
  OidcProvider(OidcSettings settings, Validator validator) {
    this.settings = settings;
    this.validator = validator;
    http.setInterceptors(
        List.of((request, body, execution) -> new OidcAnswer(execution.execute(request, body))));
    http.getMessageConverters().addFirst(new OAuth2AccessTokenResponseHttpMessageConverter());
    http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    RestClientAuthorizationCodeTokenResponseClient tokens =
        new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(RestClient.create(http));
    DefaultOAuth2UserService claims = new DefaultOAuth2UserService();
    claims.setRestOperations(http);
    OidcUserService users = new OidcUserService();
    users.setOauth2UserService(claims);
    this.exchange = new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
    exchange.setJwtDecoderFactory(new OidcSignatures(http));
  }

  /**
   * Where a sign-in goes on.
   *
   * @param location with the provider
   */
  record Beginning(String location, OidcBegun begun) {}

  /**
   * Begins a sign-in.
   *
   * @param linkTo who links an account of the provider with theirs by it; null for nobody
   * @throws NotSignedIn if the provider cannot be asked where
   */
  Beginning begin(HttpServletRequest request, String redirectUri, @Nullable Reader linkTo) {
    ClientRegistration client = client(redirectUri);
    OAuth2AuthorizationRequest asked =
        requireNonNull(
            new DefaultOAuth2AuthorizationRequestResolver(
                    new InMemoryClientRegistrationRepository(client), "/unused")
                .resolve(request, OidcSettings.ID));
    return new Beginning(
        asked.getAuthorizationRequestUri(),
        new OidcBegun(
            requireNonNull(asked.getState()),
            requireNonNull(asked.<String>getAttribute(OidcParameterNames.NONCE)),
            requireNonNull(asked.<String>getAttribute(PkceParameterNames.CODE_VERIFIER)),
            redirectUri,
            linkTo == null ? null : linkTo.id().toString(),
            linkTo == null ? null : linkTo.familyId()));
  }

  /**
   * Exchanges a code for whom it stands for, and checks who says so.
   *
   * @throws NotSignedIn if the provider cannot be asked, refuses the code, or its token is not good
   */
  OidcIdentity finish(OidcBegun begun, String code) {
    ClientRegistration client = client(begun.redirectUri());
    OAuth2AuthorizationRequest asked =
        OAuth2AuthorizationRequest.authorizationCode()
            .clientId(client.getClientId())
            .authorizationUri(requireNonNull(client.getProviderDetails().getAuthorizationUri()))
            .redirectUri(begun.redirectUri())
            .scopes(client.getScopes())
            .state(begun.state())
            .attributes(
                Map.of(
                    OAuth2ParameterNames.REGISTRATION_ID,
                    OidcSettings.ID,
                    OidcParameterNames.NONCE,
                    begun.nonce(),
                    PkceParameterNames.CODE_VERIFIER,
                    begun.verifier()))
            .build();
    OAuth2AuthorizationResponse answered =
        OAuth2AuthorizationResponse.success(code)
            .redirectUri(begun.redirectUri())
            .state(begun.state())
            .build();
    try {
      OAuth2LoginAuthenticationToken known =
          (OAuth2LoginAuthenticationToken)
              exchange.authenticate(
                  new OAuth2LoginAuthenticationToken(
                      client, new OAuth2AuthorizationExchange(asked, answered)));
      return identity((OidcUser) requireNonNull(requireNonNull(known).getPrincipal()));
    } catch (RuntimeException e) {
      // whatever it has answered: what stumbles over it says so in many ways
      throw isOutage(e) ? away(e) : refused(e);
    }
  }

  /** Where the provider ends a sign-in of its own, null where it does not say. */
  @Nullable String endOfSession(String backTo) {
    Object end =
        client(backTo).getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
    return end == null
        ? null
        : UriComponentsBuilder.fromUriString(end.toString())
            .queryParam("client_id", "{client}")
            .queryParam("post_logout_redirect_uri", "{back}")
            .build(requireNonNull(settings.clientId()), backTo)
            .toString();
  }

  private OidcIdentity identity(OidcUser user) {
    return OidcIdentity.of(
        requireNonNull(settings.issuer()),
        user.getClaims(),
        settings.groupsClaim(),
        this::isAddress);
  }

  /** Whether one could register with it. */
  private boolean isAddress(String email) {
    return validator.validateValue(AuthController.Registration.class, "email", email).isEmpty();
  }

  private ClientRegistration client(String redirectUri) {
    ClientRegistration known = registration;
    if (known == null) {
      known = discovered();
      registration = known;
    }
    return ClientRegistration.withClientRegistration(known).redirectUri(redirectUri).build();
  }

  private ClientRegistration discovered() {
    String issuer = requireNonNull(settings.issuer());
    try {
      Map<String, Object> said =
          http.exchange(
                  issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration",
                  HttpMethod.GET,
                  null,
                  new ParameterizedTypeReference<Map<String, Object>>() {})
              .getBody();
      if (said == null || !issuer.equals(said.get("issuer"))) {
        throw new IllegalStateException("the provider calls itself otherwise");
      }
      return ClientRegistrations.fromOidcConfiguration(said)
          .registrationId(OidcSettings.ID)
          .clientId(requireNonNull(settings.clientId()))
          .clientSecret(settings.clientSecret())
          .scope(settings.scopes())
          .build();
    } catch (RuntimeException e) {
      // whatever answers in its place: what stumbles over it says so in many ways
      throw away(e);
    }
  }

  private static NotSignedIn away(RuntimeException cause) {
    log.warn("the provider cannot be asked: {}", cause.toString());
    return new NotSignedIn(Outcome.AWAY);
  }

  /** What was wrong is told in a word of the protocol that holds nothing of anybody's. */
  private static NotSignedIn refused(RuntimeException cause) {
    log.warn(
        "what the provider has answered does not hold: {}",
        cause instanceof OAuth2AuthenticationException e
            ? e.getError().getErrorCode()
            : cause.getClass().getSimpleName());
    return new NotSignedIn(Outcome.REFUSED);
  }

  private static boolean isOutage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.io.IOException) {
        return true;
      }
    }
    return false;
  }

  private static ClientHttpRequestFactory requests() {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .build());
    requests.setReadTimeout(TIMEOUT);
    return requests;
  }
}
