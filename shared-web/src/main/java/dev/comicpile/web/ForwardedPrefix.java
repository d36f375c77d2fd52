package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.apache.catalina.Globals;

/**
 * The path under which a reverse proxy shows this server, as a trusted proxy says it in {@code
 * X-Forwarded-Prefix}. Cookies and pages must name it; requests arrive without it.
 */
public final class ForwardedPrefix {

  private static final String HEADER = "X-Forwarded-Prefix";

  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  private ForwardedPrefix() {}

  /** The prefix, such as {@code /comics}; empty where there is none or nobody may say one. */
  public static String of(HttpServletRequest request) {
    String given = request.getHeader(HEADER);
    return given != null
            && Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE))
            && PREFIX.matcher(given).matches()
        ? given
        : "";
  }
}
