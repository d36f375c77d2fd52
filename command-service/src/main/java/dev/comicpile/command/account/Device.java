package dev.comicpile.command.account;

import dev.comicpile.web.Networks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What somebody signs in with.
 *
 * @param network from where, see {@link Networks}
 * @param name what people call it, as far as its {@code User-Agent} tells, such as {@code Firefox
 *     on Linux}
 */
record Device(String network, String name) {

  static final String UNKNOWN = "Unknown device";

  private static final int LONGEST_NAME = 40;

  /** A program's own name, which stands before its version. */
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]*");

  /** Browsers name others, too, so the more particular ones come first. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("SamsungBrowser", "Samsung Internet");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS", "Firefox");
    BROWSERS.put("CriOS", "Chrome");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("CrOS", "ChromeOS");
    SYSTEMS.put("Mac", "Mac");
    SYSTEMS.put("Linux", "Linux");
  }

  /** The device that sends a request. */
  static Device of(HttpServletRequest request) {
    return new Device(
        Networks.of(request.getRemoteAddr()), named(request.getHeader(HttpHeaders.USER_AGENT)));
  }

  static String named(@Nullable String userAgent) {
    if (userAgent == null) {
      return UNKNOWN;
    }
    if (!userAgent.startsWith("Mozilla/")) {
      Matcher program = PROGRAM.matcher(userAgent);
      return program.lookingAt() && program.end() <= LONGEST_NAME ? program.group() : UNKNOWN;
    }
    Optional<String> browser = first(BROWSERS, userAgent);
    Optional<String> system = first(SYSTEMS, userAgent);
    return browser.isPresent() && system.isPresent()
        ? browser.get() + " on " + system.get()
        : browser.or(() -> system).orElse(UNKNOWN);
  }

  private static Optional<String> first(Map<String, String> names, String userAgent) {
    return names.entrySet().stream()
        .filter(name -> userAgent.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
