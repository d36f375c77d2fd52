package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The headers of every answer: readable for pages of other origins, kept by no cache that does not
 * ask first, and nothing but what it says to be.
 *
 * <p>Which pages of other origins may call the API, any or those named in the settings, is not left
 * to Spring: its own handling refuses odd origins and methods in a form of its own. Nothing but a
 * preflight needs to be refused: a plain request from a page that isn't named is answered without
 * the headers that would let the page read it. Behind a gateway the service cannot tell the page's
 * own origin from a foreign one, and no credentials travel by themselves that a page could misuse.
 */
final class AnswerHeaders {

  /** An answer of the API is not a page: shown as one, it may do nothing. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  private static final String EXPOSED =
      String.join(", ", PileVersionHeader.NAME, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER);

  private static final String KEPT_SECONDS = "3600";

  private final CorsConfiguration origins = new CorsConfiguration();
  private final boolean anyOrigin;

  AnswerHeaders(PileSettings settings) {
    List<String> named = settings.corsOrigins();
    anyOrigin = named.isEmpty() || named.contains(CorsConfiguration.ALL);
    origins.setAllowedOrigins(anyOrigin ? List.of(CorsConfiguration.ALL) : named);
  }

  /** Sets them, to be replaced where others are known to be right; twice is as good as once. */
  void set(HttpServletRequest request, HttpServletResponse response) {
    if (!response.getHeaders(HttpHeaders.VARY).contains(HttpHeaders.ORIGIN)) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    allow(origins.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)), response);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    response.setHeader("Content-Security-Policy", NOTHING);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    // Browsers' own filters did more harm than good.
    response.setHeader("X-XSS-Protection", "0");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** The same where the request could not be read, its headers perhaps neither. */
  void setUnread(HttpServletRequest request, HttpServletResponse response) {
    set(request, response);
    if (anyOrigin) {
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
