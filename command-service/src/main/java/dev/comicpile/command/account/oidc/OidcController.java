package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNull;

import dev.comicpile.api.ReaderId;
import dev.comicpile.command.account.Device;
import dev.comicpile.command.account.OidcSettings;
import dev.comicpile.command.account.PublicAddress;
import dev.comicpile.command.account.RefreshCookie;
import dev.comicpile.command.account.SameOrigin;
import dev.comicpile.command.account.oidc.OidcSignIn.NotSignedIn;
import dev.comicpile.command.account.oidc.OidcSignIn.Outcome;
import dev.comicpile.web.BadInputException;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signing in by a provider of OpenID Connect: a browser is sent there and comes back with a code.
 * What must be known when it does is in a sealed cookie, so that any process can go on. Whatever
 * comes of it, the browser ends on a page of the app, which is told by {@code sign_in}.
 */
@RestController
class OidcController {

  /**
   * What is kept while a browser is with the provider begins so, and ends by the state's hash; of a
   * link, by one of a few numbers, since the others are not sent to where links begin.
   */
  private static final String BEGUN = "oidc_begun_";

  private static final String BEGUN_PATH = "/api/auth/oidc";

  /** So many sign-ins, and links, are kept of a browser that has begun them in several tabs. */
  private static final int MOST_BEGUN = 4;

  private final OidcSettings settings;
  private final OidcSignIn signIn;
  private final OidcNewcomers newcomers;
  private final SealedCookies cookies;
  private final RefreshCookie refreshCookie;
  private final PublicAddress address;

  /** Made when it is first needed, so that whoever has no provider pays nothing for it. */
  private final SingletonSupplier<OidcProvider> provider;

  OidcController(
      OidcSettings settings,
      OidcSignIn signIn,
      OidcNewcomers newcomers,
      SealedCookies cookies,
      RefreshCookie refreshCookie,
      PublicAddress address,
      Validator validator) {
    this.settings = settings;
    this.signIn = signIn;
    this.newcomers = newcomers;
    this.cookies = cookies;
    this.refreshCookie = refreshCookie;
    this.address = address;
    this.provider = SingletonSupplier.of(() -> new OidcProvider(settings, validator));
  }

  /**
   * Where a browser goes on.
   *
   * @param location with the provider
   */
  record OnwardLocation(Secret location) {}

  /**
   * Sign in by a provider of OpenID Connect.
   *
   * <p>For browsers: leads to the provider, and from there back to the app, which then gets its
   * access token by refreshInBrowser. Where the provider cannot be asked it leads to the app, with
   * {@code sign_in=away}.
   */
  @GetMapping("/api/auth/oidc/{provider_id}")
  @Operation(responses = @ApiResponse(responseCode = "303", description = "To the provider"))
  ResponseEntity<Void> signInByProvider(
      @PathVariable("provider_id") String id, ServletWebRequest browser) {
    require(id);
    return onward(beginning(null, browser));
  }

  /**
   * Begin to link one's account of the provider with this one.
   *
   * <p>The browser that asks goes to the location in the answer, and comes back to the account page
   * of the app. 503 where the provider cannot be asked.
   */
  @PostMapping("/api/account/identities")
  OnwardLocation linkIdentity(Reader reader, ServletWebRequest browser) {
    SameOrigin.require(browser.getRequest());
    require(OidcSettings.ID);
    signIn.requireChangeable(reader.id());
    try {
      return new OnwardLocation(new Secret(beginning(reader, browser)));
    } catch (NotSignedIn e) {
      throw new RefusedException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "provider_away",
          settings.name() + " cannot be reached at the moment. Please try again soon.");
    }
  }

  /**
   * Where a provider sends browsers back to.
   *
   * <p>Leads to the app in any case. {@code sign_in} tells it what has come of it: signed_in,
   * linked, link_needed, cancelled, expired, refused, away, email_not_verified, not_allowed,
   * registration_closed, taken or locked.
   */
  @GetMapping("/api/auth/oidc/{provider_id}/callback")
  @Operation(responses = @ApiResponse(responseCode = "303", description = "To the app"))
  ResponseEntity<Void> comeBackFromProvider(
      @PathVariable("provider_id") String id,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String iss,
      ServletWebRequest browser) {
    require(id);
    HttpServletRequest request = browser.getRequest();
    OidcBegun begun =
        state == null
            ? null
            : taken(state, false, browser).or(() -> taken(state, true, browser)).orElse(null);
    if (begun == null) {
      return told(Outcome.EXPIRED, "/", request);
    }
    String page = begun.linkTo() == null ? "/" : "/account";
    boolean ofAnother = iss != null && !iss.equals(settings.issuer());
    if (ofAnother || error != null || code == null) {
      boolean cancelled = !ofAnother && "access_denied".equals(error);
      return told(cancelled ? Outcome.CANCELLED : Outcome.REFUSED, page, request);
    }
    try {
      OidcIdentity identity = provider.obtain().finish(begun, code);
      return told(outcome(identity, begun, browser), page, request);
    } catch (NotSignedIn e) {
      return told(e.outcome(), page, request);
    }
  }

  /**
   * Sign out of the provider, too.
   *
   * <p>For browsers, after logOutInBrowser: leads to where the provider ends its own sign-in, or to
   * the app where it has no such place.
   */
  @GetMapping("/api/auth/oidc/{provider_id}/logout")
  @Operation(
      responses = @ApiResponse(responseCode = "303", description = "To the provider or the app"))
  ResponseEntity<Void> signOutOfProvider(
      @PathVariable("provider_id") String id, HttpServletRequest request) {
    require(id);
    String end = provider.obtain().endOfSession(address.of(request) + "/");
    return onward(end == null ? PublicAddress.page(request, "/") : end);
  }

  private String beginning(@Nullable Reader linkTo, ServletWebRequest browser) {
    HttpServletRequest request = browser.getRequest();
    String redirect = address.of(request) + BEGUN_PATH + "/" + OidcSettings.ID + "/callback";
    OidcProvider.Beginning beginning = provider.obtain().begin(request, redirect, linkTo);
    OidcBegun begun = beginning.begun();
    cookies.keepNewest(BEGUN, BEGUN_PATH, MOST_BEGUN - 1, browser);
    cookies.set(cookieOf(begun.state(), linkTo != null), BEGUN_PATH, begun, browser);
    return beginning.location();
  }

  private Outcome outcome(OidcIdentity identity, OidcBegun begun, ServletWebRequest browser) {
    if (begun.linkTo() != null) {
      signIn.link(
          identity, ReaderId.of(begun.linkTo()), UUID.fromString(requireNonNull(begun.family())));
      return Outcome.LINKED;
    }
    try {
      refreshCookie.keep(signIn.enter(identity, Device.of(browser.getRequest())), browser);
      return Outcome.SIGNED_IN;
    } catch (NotSignedIn e) {
      if (e.outcome() == Outcome.LINK_NEEDED || e.outcome() == Outcome.REGISTRATION_CLOSED) {
        newcomers.keep(identity, browser);
      }
      throw e;
    }
  }

  private void require(String id) {
    if (!settings.on() || !id.equals(OidcSettings.ID)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such provider here.");
    }
  }

  /** A browser that comes back is led to the app, whatever it comes with. */
  @Hidden
  @ExceptionHandler(BadInputException.class)
  ResponseEntity<Void> badlyAsked(HttpServletRequest request) {
    return told(Outcome.REFUSED, "/", request);
  }

  /** Nobody was on their way yet, or any more. */
  @Hidden
  @ExceptionHandler(NotSignedIn.class)
  ResponseEntity<Void> away(NotSignedIn e, HttpServletRequest request) {
    return told(e.outcome(), "/", request);
  }

  /** Links share their cookies, so that of another tab may be there instead; it stays. */
  private Optional<OidcBegun> taken(String state, boolean link, ServletWebRequest browser) {
    return cookies.take(
        cookieOf(state, link),
        BEGUN_PATH,
        OidcBegun.class,
        begun -> state.equals(begun.state()),
        browser);
  }

  /** Where a link is begun, the others are not seen: a name that comes again takes their place. */
  private static String cookieOf(String state, boolean link) {
    int hash = state.hashCode();
    return BEGUN + (link ? "" + Math.floorMod(hash, MOST_BEGUN) : Integer.toHexString(hash));
  }

  private static ResponseEntity<Void> told(
      Outcome outcome, String page, HttpServletRequest request) {
    return onward(PublicAddress.page(request, page + "?sign_in=" + outcome));
  }

  private static ResponseEntity<Void> onward(String location) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(location)).build();
  }
}
