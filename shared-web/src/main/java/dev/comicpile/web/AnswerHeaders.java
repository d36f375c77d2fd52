package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/**
 * The headers of every answer: readable for pages of other origins, kept by no cache that does not
 * ask first, and nothing but what it says to be.
 */
final class AnswerHeaders {

  /** An answer of the API is not a page: shown as one, it may do nothing. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private final CrossOrigin crossOrigin;

  AnswerHeaders(CrossOrigin crossOrigin) {
    this.crossOrigin = crossOrigin;
  }

  /** Sets them, to be replaced where others are known to be right. */
  void set(HttpServletRequest request, HttpServletResponse response) {
    crossOrigin.allow(request, response);
    setOthers(request, response);
  }

  /** The same where the request could not be read. */
  void setUnread(HttpServletRequest request, HttpServletResponse response) {
    crossOrigin.allowUnread(request, response);
    setOthers(request, response);
  }

  private static void setOthers(HttpServletRequest request, HttpServletResponse response) {
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

  boolean answerPreflight(HttpServletRequest request, HttpServletResponse response) {
    return crossOrigin.answerPreflight(request, response);
  }
}
