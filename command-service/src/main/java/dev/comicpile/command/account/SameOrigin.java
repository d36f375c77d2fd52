package dev.comicpile.command.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Whether a page of this very server has made a request. Browsers say so in {@code Sec-Fetch-Site},
 * or, where the page came over plain HTTP from another machine, in {@code Origin} alone.
 */
public final class SameOrigin {

  private static final String FETCH_SITE = "Sec-Fetch-Site";

  private SameOrigin() {}

  /**
   * Refuses what a page of another origin, or no page at all, has sent.
   *
   * @throws ResponseStatusException 403, in that case
   */
  public static void require(HttpServletRequest request) {
    String site = request.getHeader(FETCH_SITE);
    boolean own = site == null ? isOwnOrigin(request) : site.equals("same-origin");
    if (!own) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "Signing in with a cookie is for this server's own pages. Other clients use"
              + " /api/auth/login.");
    }
  }

  /** Compared by host and port: a proxy that is not known here may have ended the TLS. */
  private static boolean isOwnOrigin(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = authority(origin);
    return host != null
        && (host.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST))
            || host.equalsIgnoreCase(request.getServerName())
            || host.equalsIgnoreCase(request.getServerName() + ":" + request.getServerPort()));
  }

  private static @Nullable String authority(@Nullable String origin) {
    try {
      return origin == null ? null : URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
