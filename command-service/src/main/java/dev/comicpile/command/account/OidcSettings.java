package dev.comicpile.command.account;

import dev.comicpile.api.WebAddress;
import dev.comicpile.startup.StartFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider whose accounts open one here, {@code PILE_OIDC_ISSUER} and its like.
 *
 * @param issuer address of the OpenID Connect provider whose accounts are taken, such as
 *     https://id.example.com/realms/home; what else is to be known of it is read below it when
 *     somebody first signs in. Given together with the client's id and secret
 * @param clientId what Comic Pile is called there
 * @param clientSecret its secret there
 * @param name what the provider is called on the page for signing in
 * @param scopes what is asked of the provider; groups may need a scope of their own there
 * @param allowedDomains domains whose addresses may sign in, such as example.com, where the
 *     provider says that an address is verified; they get an account also where registration is not
 *     open
 * @param allowedGroups groups of the provider whose members may sign in; they get an account also
 *     where registration is not open
 * @param groupsClaim where the provider says somebody's groups
 * @param only whether nobody signs in by a password or a passkey. An admin still gets in by a code
 *     that reset-password prints on the machine
 */
@ConfigurationProperties("comicpile.oidc")
public record OidcSettings(
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @DefaultValue("your provider") String name,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue List<String> allowedDomains,
    @DefaultValue List<String> allowedGroups,
    @DefaultValue("groups") String groupsClaim,
    @DefaultValue("false") boolean only) {

  /** Of the one provider that there is, in paths. */
  public static final String ID = "sso";

  public OidcSettings {
    issuer = blankToNull(issuer);
    clientId = blankToNull(clientId);
    clientSecret = blankToNull(clientSecret);
    scopes = List.copyOf(scopes);
    allowedDomains = List.copyOf(allowedDomains);
    allowedGroups = List.copyOf(allowedGroups);
    require(
        (issuer == null) == (clientId == null) && (issuer == null) == (clientSecret == null),
        "PILE_OIDC_ISSUER, PILE_OIDC_CLIENT_ID and PILE_OIDC_CLIENT_SECRET must be given"
            + " together.");
    require(
        issuer == null || WebAddress.isOne(issuer),
        "PILE_OIDC_ISSUER must be a web address such as https://id.example.com, not "
            + issuer
            + ".");
    require(
        scopes.contains("openid"),
        "PILE_OIDC_SCOPES must list openid among the scopes, as in openid,profile,email.");
    require(
        issuer != null || !only, "PILE_OIDC_ONLY needs a provider: say it in PILE_OIDC_ISSUER.");
  }

  /** Whether there is a provider. */
  public boolean on() {
    return issuer != null;
  }

  /** Whether only some of those whom the provider knows may sign in. */
  public boolean restricted() {
    return !allowedDomains.isEmpty() || !allowedGroups.isEmpty();
  }

  @Override
  public String toString() {
    return "OidcSettings"; // never the secret
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new StartFailure(sentence);
    }
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
