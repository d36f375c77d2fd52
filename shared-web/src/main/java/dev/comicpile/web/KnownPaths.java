package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Tells paths that need an access token from those that are public and those that don't exist: an
 * unknown path under {@code /api} is a 404 for everybody, and where no token is needed a stale one
 * does no harm.
 */
final class KnownPaths {

  private static final Set<String> PUBLIC =
      Set.of("/api/auth/register", "/api/auth/login", "/api/auth/refresh");

  private final Supplier<List<PathPattern>> patterns;

  KnownPaths(Supplier<RequestMappingHandlerMapping> handlers) {
    patterns = SingletonSupplier.of(() -> patternsOf(handlers.get()));
  }

  /** Whether only a reader who has logged in gets an answer there. */
  boolean needsToken(HttpServletRequest request) {
    if (!ApiPath.isApi(request) || PUBLIC.contains(ApiPath.of(request))) {
      return false;
    }
    PathContainer parsed =
        RequestPath.parse(request.getRequestURI(), request.getContextPath())
            .pathWithinApplication();
    return patterns.get().stream().anyMatch(pattern -> pattern.matches(parsed));
  }

  private static List<PathPattern> patternsOf(RequestMappingHandlerMapping handlers) {
    return handlers.getHandlerMethods().keySet().stream()
        .map(RequestMappingInfo::getPathPatternsCondition)
        .filter(java.util.Objects::nonNull)
        .flatMap(condition -> condition.getPatterns().stream())
        .filter(pattern -> pattern.getPatternString().startsWith("/api/"))
        .distinct()
        .toList();
  }
}
