package dev.comicpile.command.account;

import dev.comicpile.web.Networks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
public record Device(String network, String name) {

  static final String UNKNOWN = "Unknown device";

  private static final int LONGEST_NAME = 40;

  /** A program's own name, which stands before its version. */
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]*");

  /** What a {@code User-Agent} that holds a word is called. */
  private record Named(String word, String name) {}

  /** Browsers name others, too, so the more particular ones come first. */
  private static final List<Named> BROWSERS =
      List.of(
          new Named("Edg", "Edge"),
          new Named("OPR/", "Opera"),
          new Named("SamsungBrowser", "Samsung Internet"),
          new Named("Firefox/", "Firefox"),
          new Named("FxiOS", "Firefox"),
          new Named("CriOS", "Chrome"),
          new Named("Chrome/", "Chrome"),
          new Named("Safari/", "Safari"));

  private static final List<Named> SYSTEMS =
      List.of(
          new Named("iPhone", "iPhone"),
          new Named("iPad", "iPad"),
          new Named("Android", "Android"),
          new Named("Windows", "Windows"),
          new Named("CrOS", "ChromeOS"),
          new Named("Mac", "Mac"),
          new Named("Linux", "Linux"));

  /** The device that sends a request. */
  public static Device of(HttpServletRequest request) {
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

  private static Optional<String> first(List<Named> names, String userAgent) {
    return names.stream()
        .filter(named -> userAgent.contains(named.word()))
        .map(Named::name)
        .findFirst();
  }
}
