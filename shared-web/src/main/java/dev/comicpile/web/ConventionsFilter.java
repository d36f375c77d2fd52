package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps with every request what the conventions of the API say of all of them, in one step: answers
 * carry the {@link AnswerHeaders}, address and headers have their limits, a slash at the end of a
 * path changes nothing, only {@linkplain ReaderAdmission readers who may} get further, and then
 * their {@linkplain RequestBodies bodies} are read. Failures are answered like those of
 * controllers.
 *
 * <p>It does what Spring Security's own filters do in a dozen steps. Nothing of theirs beyond it is
 * used here: no sessions, forms, anonymous users or saved requests.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class ConventionsFilter extends HttpFilter {

  private final transient HandlerExceptionResolver problems;
  private final transient AnswerHeaders headers;
  private final transient Supplier<ReaderAdmission> readers;
  private final transient StrictHttpFirewall firewall = new StrictHttpFirewall();
  private final transient UrlHandlerFilter trailingSlash =
      UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();

  /**
   * A filter, which is made before the database is looked for.
   *
   * @param problems answers failures
   * @param readers who may go on, as the database knows
   */
  ConventionsFilter(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
      AnswerHeaders headers,
      ObjectProvider<ReaderAdmission> readers) {
    this.problems = problems;
    this.headers = headers;
    this.readers = SingletonSupplier.of(readers::getObject);
    // Methods that are not known are answered with those that are. What headers hold is Tomcat's to
    // refuse: proxies put names in UTF-8 there, some of whose bytes are controls in Latin-1.
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // whatever its content type says, which may be a charset without a name
    request.setCharacterEncoding(StandardCharsets.UTF_8);
    headers.set(request, response);
    if (request.getHeader(HttpHeaders.EXPECT) != null) {
      // Whether its body follows is open where nobody reads it, so that nothing else may.
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    try {
      RequestSize.require(request);
      if (AnswerHeaders.isPreflight(request)) {
        if (!headers.answerPreflight(request, response)) {
          throw new ResponseStatusException(
              HttpStatus.FORBIDDEN, "Pages of this origin may not call this service.");
        }
      } else if (request.getRequestURI().endsWith("/")) {
        trailingSlash.doFilter(
            request,
            response,
            (without, same) -> admit((HttpServletRequest) without, response, chain));
      } else {
        admit(request, response, chain);
      }
    } catch (IOException | ServletException | RuntimeException failure) {
      if (problems.resolveException(request, response, null, failure) == null) {
        throw failure;
      }
    }
  }

  private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest checked = checked(request);
    readers.get().admit(checked);
    chain.doFilter(RequestBodies.checked(checked), firewall.getFirewalledResponse(response));
  }

  /** Without paths that say one thing and mean another, such as {@code //} or an encoded slash. */
  private HttpServletRequest checked(HttpServletRequest request) {
    try {
      return firewall.getFirewalledRequest(request);
    } catch (RequestRejectedException rejected) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "The path is malformed.");
    }
  }
}
