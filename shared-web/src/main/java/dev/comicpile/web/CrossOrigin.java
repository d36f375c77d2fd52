package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Which pages of other origins may call the API: any, or those named in the settings. */
final class CrossOrigin {

  private CrossOrigin() {}

  static CorsFilter filter(List<String> origins) {
    CorsConfiguration rules = new CorsConfiguration();
    rules.setAllowedOrigins(origins.isEmpty() ? List.of(CorsConfiguration.ALL) : origins);
    rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    rules.setExposedHeaders(
        List.of(PileVersionHeader.NAME, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER));
    rules.setAllowCredentials(false);
    rules.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
    everywhere.registerCorsConfiguration("/**", rules);
    CorsFilter filter = new CorsFilter(everywhere);
    filter.setCorsProcessor(new LenientProcessor());
    return filter;
  }

  /**
   * Refuses preflights only. A plain request from a page that isn't named is answered without the
   * headers that would let the page read it: behind a gateway the service cannot tell the page's
   * own origin from a foreign one, and no credentials travel by themselves that a page could
   * misuse.
   */
  private static final class LenientProcessor extends DefaultCorsProcessor {

    @Override
    public boolean processRequest(
        @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (rules != null
          && !CorsUtils.isPreFlightRequest(request)
          && rules.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) == null) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        return true;
      }
      return super.processRequest(rules, request, response);
    }
  }
}
