package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps with every request what the conventions of the API say of all of them, in one step: answers
 * are readable for pages of other origins and kept by no shared cache, a slash at the end of a path
 * changes nothing, and failures of the filters after it are answered like those of controllers.
 */
final class ConventionsFilter extends HttpFilter {

  private final transient HandlerExceptionResolver problems;
  private final transient CorsFilter crossOrigin;
  private final transient UrlHandlerFilter trailingSlash;

  /**
   * A filter.
   *
   * @param problems answers failures
   * @param crossOrigin handles requests of pages
   */
  ConventionsFilter(HandlerExceptionResolver problems, CorsFilter crossOrigin) {
    this.problems = problems;
    this.crossOrigin = crossOrigin;
    this.trailingSlash = UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      if (request.getHeader(HttpHeaders.ORIGIN) == null) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        answer(request, response, chain);
      } else {
        crossOrigin.doFilter(
            request, response, (same, answered) -> answer(request, response, chain));
      }
    } catch (IOException | ServletException | RuntimeException failure) {
      if (response.isCommitted()
          || problems.resolveException(request, response, null, failure) == null) {
        throw failure;
      }
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (ApiPath.isApi(request)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    // Browsers' own filters did more harm than good.
    response.setHeader("X-XSS-Protection", "0");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
    }
    if (request.getRequestURI().endsWith("/")) {
      trailingSlash.doFilter(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }
}
