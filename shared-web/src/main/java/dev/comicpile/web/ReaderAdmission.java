package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds out which {@link Reader} calls, counts the request against their limits, and refuses who
 * may not do what they ask for. What it throws is answered as a problem by {@link
 * ConventionsFilter}.
 *
 * <p>An unknown path is a 404 for everybody, and where no token is needed a stale one does no harm.
 */
final class ReaderAdmission {

  /** The attribute of a request that holds its {@link Reader}. */
  static final String READER = Reader.class.getName();

  private static final Set<String> PUBLIC =
      Set.of(
          "/api/auth/register",
          "/api/auth/login",
          "/api/auth/refresh",
          "/api/auth/methods",
          "/api/auth/reset-password",
          "/api/auth/web/register",
          "/api/auth/web/login",
          "/api/auth/web/refresh",
          "/api/auth/web/code",
          "/api/auth/web/link",
          "/api/auth/web/passkey",
          "/api/auth/web/passkey/options");

  /** Browsers are led there and back by a provider, without a token. */
  private static final String BY_PROVIDER = "/api/auth/oidc/";

  /** Needs no access token that counts: who logs out may have a refresh token alone. */
  private static final Set<String> LOGOUT = Set.of("/api/auth/logout", "/api/auth/web/logout");

  private final AccessTokens tokens;
  private final RateLimits limits;
  private final Supplier<List<PathPattern>> knownPaths;

  ReaderAdmission(
      AccessTokens tokens,
      RateLimits limits,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers) {
    this.tokens = tokens;
    this.limits = limits;
    knownPaths = SingletonSupplier.of(() -> pathsOf(handlers.getObject()));
  }

  private static List<PathPattern> pathsOf(RequestMappingHandlerMapping handlers) {
    return handlers.getHandlerMethods().keySet().stream()
        .flatMap(
            handled ->
                Objects.requireNonNull(handled.getPathPatternsCondition()).getPatterns().stream())
        .filter(pattern -> pattern.getPatternString().startsWith("/api/"))
        .distinct()
        .toList();
  }

  /**
   * Admits a request, or not.
   *
   * @throws RuntimeException that says why not
   */
  void admit(HttpServletRequest request) {
    if (!ApiPath.isApi(request)) {
      return;
    }
    String path = ApiPath.of(request);
    if (PUBLIC.contains(path) || path.startsWith(BY_PROVIDER)) {
      limits.count(request, null);
      return;
    }
    AuthenticationException refusal = null;
    Reader reader = null;
    try {
      reader = reader(request);
    } catch (AuthenticationException e) {
      refusal = e;
    }
    boolean refused =
        reader == null
            || (Scope.isAdmins(path) && !reader.admin())
            || isBeyond(reader, request.getMethod(), path);
    if (refused && !isKnown(request)) {
      refused = false;
      reader = null;
    }
    if (refused && refusal instanceof AuthenticationServiceException unable) {
      throw unable;
    }
    refused &= reader != null || !LOGOUT.contains(path);
    limits.count(request, reader);
    if (refused) {
      throw reason(reader, refusal);
    }
    if (reader != null) {
      request.setAttribute(READER, reader);
    }
  }

  /**
   * Whether there is something at the path of a request. All patterns are tried, so that it is
   * asked only where a request would be refused.
   */
  private boolean isKnown(HttpServletRequest request) {
    PathContainer path =
        RequestPath.parse(request.getRequestURI(), request.getContextPath())
            .pathWithinApplication();
    return knownPaths.get().stream().anyMatch(pattern -> pattern.matches(path));
  }

  private @Nullable Reader reader(HttpServletRequest request) {
    String token = AccessTokens.inHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    return token == null ? null : tokens.readerOf(token);
  }

  private static RuntimeException reason(
      @Nullable Reader reader, @Nullable AuthenticationException refusal) {
    if (reader != null) {
      return reader.keyScopes() == null
          ? new AccessDeniedException("not an admin")
          : new ProblemException(HttpStatus.FORBIDDEN, sentence(reader.keyScopes()));
    }
    return refusal == null ? new InsufficientAuthenticationException("no access token") : refusal;
  }

  private static boolean isBeyond(Reader reader, String method, String path) {
    Set<Scope> scopes = reader.keyScopes();
    return scopes != null && !Scope.suffice(scopes, method, path);
  }

  private static String sentence(Set<Scope> scopes) {
    return "This key is not for that: it is for "
        + scopes.stream().sorted().map(Scope::toString).collect(Collectors.joining(", "))
        + ", as far as its owner may do it, and never for the account itself.";
  }
}
