package dev.comicpile.command.account;

import dev.comicpile.api.WebAddress;
import dev.comicpile.startup.StartFailure;
import dev.comicpile.web.ForwardedPrefix;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where browsers find this server: as the settings say, else as the request says that a trusted
 * proxy or the browser has passed on.
 */
@Component
public class PublicAddress {

  /** Browsers make passkeys for names, and for no numbers. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|.*:.*");

  private final @Nullable URI configured;

  PublicAddress(@Value("${comicpile.public-url:}") String configured) {
    if (!configured.isBlank() && !WebAddress.isOne(configured.strip())) {
      throw new StartFailure(
          "PILE_PUBLIC_URL must be a web address such as https://pile.example.com, not "
              + configured
              + ".");
    }
    this.configured =
        configured.isBlank() ? null : URI.create(configured.strip().replaceFirst("/+$", ""));
  }

  /** Without a slash at the end, such as {@code https://example.com/comics}. */
  public String of(HttpServletRequest request) {
    return configured == null
        ? origin(request) + ForwardedPrefix.of(request)
        : configured.toString();
  }

  /** The part that browsers call the origin, such as {@code https://example.com}. */
  public String origin(HttpServletRequest request) {
    UriComponentsBuilder address =
        configured == null
            ? ServletUriComponentsBuilder.fromRequestUri(request)
            : UriComponentsBuilder.fromUri(configured);
    return address.replacePath(null).replaceQuery(null).fragment(null).build().toUriString();
  }

  /** The name of this server alone, such as {@code example.com}. */
  public String host(HttpServletRequest request) {
    return configured == null ? request.getServerName() : configured.getHost();
  }

  /** Whether browsers make passkeys for it: it is served securely, and has a name. */
  public boolean takesPasskeys(HttpServletRequest request) {
    String host = host(request);
    return (origin(request).startsWith("https:") || host.equals("localhost"))
        && !NUMBERS.matcher(host).matches();
  }

  /**
   * Where a page of the app is, as a browser that is here already finds it. It names no host, so
   * that nobody can be sent elsewhere.
   *
   * @param page beginning with a slash
   */
  public static String page(HttpServletRequest request, String page) {
    return ForwardedPrefix.of(request) + page;
  }
}
