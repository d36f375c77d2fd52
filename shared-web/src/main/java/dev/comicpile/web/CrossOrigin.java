package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Which pages of other origins may call the API: any, or those named in the settings.
 *
 * <p>Spring's own handling refuses odd origins and methods in a form of its own. Nothing but a
 * preflight needs to be refused: a plain request from a page that isn't named is answered without
 * the headers that would let the page read it. Behind a gateway the service cannot tell the page's
 * own origin from a foreign one, and no credentials travel by themselves that a page could misuse.
 */
final class CrossOrigin {

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  private static final String EXPOSED =
      String.join(", ", PileVersionHeader.NAME, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER);

  private static final String KEPT_SECONDS = "3600";

  private final CorsConfiguration rules = new CorsConfiguration();
  private final boolean any;

  /**
   * Rules.
   *
   * @param origins that may call; with none, any may
   */
  CrossOrigin(List<String> origins) {
    any = origins.isEmpty() || origins.contains(CorsConfiguration.ALL);
    rules.setAllowedOrigins(any ? List.of(CorsConfiguration.ALL) : origins);
  }

  /** Says in an answer which pages may read it; twice is as good as once. */
  void allow(HttpServletRequest request, HttpServletResponse response) {
    if (!response.getHeaders(HttpHeaders.VARY).contains(HttpHeaders.ORIGIN)) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    allow(rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)), response);
  }

  /** The same where the request could not be read, its headers perhaps neither. */
  void allowUnread(HttpServletRequest request, HttpServletResponse response) {
    allow(request, response);
    if (any) {
      allow(CorsConfiguration.ALL, response);
    }
  }

  private static void allow(@Nullable String origin, HttpServletResponse response) {
    if (origin != null) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Whether a browser asks if a page may send a request. */
  static boolean isPreflight(HttpServletRequest request) {
    return HttpMethod.OPTIONS.matches(request.getMethod())
        && request.getHeader(HttpHeaders.ORIGIN) != null
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  /**
   * Answers a preflight with all that is possible anywhere; what is possible at that path, the
   * request itself will be told.
   *
   * @return false if the page may not call at all
   */
  boolean answerPreflight(HttpServletRequest request, HttpServletResponse response) {
    if (response.getHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) == null) {
      return false;
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (headers != null) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, KEPT_SECONDS);
    return true;
  }
}
