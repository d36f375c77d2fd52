package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Tells paths of the API that exist from those that don't, which are a 404 for everybody. All
 * patterns are tried, so that it is asked only where a request would be refused.
 */
final class KnownPaths {

  private final Supplier<List<PathPattern>> patterns;

  KnownPaths(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers) {
    patterns = SingletonSupplier.of(() -> patternsOf(handlers.getObject()));
  }

  /** Whether there is something at the path of a request. */
  boolean isKnown(HttpServletRequest request) {
    PathContainer parsed =
        RequestPath.parse(request.getRequestURI(), request.getContextPath())
            .pathWithinApplication();
    return patterns.get().stream().anyMatch(pattern -> pattern.matches(parsed));
  }

  private static List<PathPattern> patternsOf(RequestMappingHandlerMapping handlers) {
    return handlers.getHandlerMethods().keySet().stream()
        .map(RequestMappingInfo::getPathPatternsCondition)
        .filter(Objects::nonNull)
        .flatMap(condition -> condition.getPatterns().stream())
        .filter(pattern -> pattern.getPatternString().startsWith("/api/"))
        .distinct()
        .toList();
  }
}
