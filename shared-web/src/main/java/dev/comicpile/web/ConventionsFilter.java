package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps with every request what the conventions of the API say of all of them, in one step: answers
 * carry the {@link AnswerHeaders}, address and headers have their limits, a slash at the end of a
 * path changes nothing, and failures of the filters after it are answered like those of
 * controllers.
 */
final class ConventionsFilter extends HttpFilter {

  private final transient HandlerExceptionResolver problems;
  private final transient AnswerHeaders headers;
  private final transient UrlHandlerFilter trailingSlash;

  /**
   * A filter.
   *
   * @param problems answers failures
   * @param headers what every answer carries
   */
  ConventionsFilter(HandlerExceptionResolver problems, AnswerHeaders headers) {
    this.problems = problems;
    this.headers = headers;
    this.trailingSlash = UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    headers.set(request, response);
    try {
      RequestSize.require(request);
      if (CrossOrigin.isPreflight(request)) {
        if (!headers.answerPreflight(request, response)) {
          throw new ResponseStatusException(
              HttpStatus.FORBIDDEN, "Pages of this origin may not call this service.");
        }
      } else if (request.getRequestURI().endsWith("/")) {
        trailingSlash.doFilter(new WithoutRange(request), response, chain);
      } else {
        chain.doFilter(new WithoutRange(request), response);
      }
    } catch (IOException | ServletException | RuntimeException failure) {
      if (Problems.isBrokenOff(failure) && response.isCommitted()) {
        // the web server has refused it by itself
        return;
      }
      if (response.isCommitted()
          || problems.resolveException(request, response, null, failure) == null) {
        throw failure;
      }
    }
  }

  /**
   * Answers are given whole, which is always right. Of a range that is none, Spring makes a refusal
   * that holds all of the document.
   */
  private static final class WithoutRange extends HttpServletRequestWrapper {

    WithoutRange(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isRange(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isRange(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    private static boolean isRange(String name) {
      return name.equalsIgnoreCase(HttpHeaders.RANGE);
    }
  }
}
