package dev.comicpile.query.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * What the app's pages may do: run the scripts that came with them, and talk to this server alone.
 */
final class AppPolicy implements HandlerInterceptor {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
          + " img-src 'self' data: blob:; connect-src 'self'; worker-src 'self';"
          + " manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof ResourceHttpRequestHandler) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Referrer-Policy", "no-referrer");
    }
    return true;
  }
}
