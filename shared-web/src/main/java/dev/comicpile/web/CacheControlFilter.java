package dev.comicpile.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps shared caches from any answer of the API, and browsers from using one unasked. */
final class CacheControlFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (ApiPath.isApi(request)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
    chain.doFilter(request, response);
  }
}
