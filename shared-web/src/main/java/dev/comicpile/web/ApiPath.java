package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The path of a request as it is matched with those of the API: decoded, so that {@code /%61pi} is
 * no way around what is said of {@code /api}.
 */
final class ApiPath {

  private ApiPath() {}

  /** The decoded path. */
  static String of(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }

  /** Whether it is part of the API. */
  static boolean isApi(HttpServletRequest request) {
    String path = of(request);
    return path.equals("/api") || path.startsWith("/api/");
  }
}
