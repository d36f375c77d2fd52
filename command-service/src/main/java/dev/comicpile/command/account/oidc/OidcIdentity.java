package dev.comicpile.command.account.oidc;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.comicpile.web.PlainText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;

/**
 * Whom a provider vouches for. A sealed cookie keeps it under these names, also across an upgrade,
 * but without the groups, which it might not hold.
 *
 * @param subject what the issuer calls them, and nobody else ever
 * @param email an address, whether or not it is theirs
 * @param emailVerified whether the provider says that it is
 * @param name what they are called there
 * @param groups what they belong to there
 */
record OidcIdentity(
    @JsonProperty("iss") String issuer,
    @JsonProperty("sub") String subject,
    @Nullable String email,
    @JsonProperty("verified") boolean emailVerified,
    String name,
    @JsonIgnore Set<String> groups) {

  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_GROUP = 255;
  private static final int MOST_GROUPS = 1000;

  OidcIdentity {
    groups = Set.copyOf(requireNonNullElse(groups, Set.of()));
  }

  /**
   * Whom the claims of a provider speak of. Whatever they hold, what is taken over can be stored.
   *
   * @param groupsClaim the claim that names their groups
   * @param isAddress whether one could register with an address
   * @throws IllegalArgumentException if they name nobody
   */
  static OidcIdentity of(
      String issuer, Map<String, Object> claims, String groupsClaim, Predicate<String> isAddress) {
    String email = PlainText.trim(text(claims, StandardClaimNames.EMAIL));
    boolean isKnown = isAddress.test(email);
    return new OidcIdentity(
        issuer,
        subject(text(claims, StandardClaimNames.SUB)),
        isKnown ? email : null,
        isKnown && "true".equals(String.valueOf(claims.get(StandardClaimNames.EMAIL_VERIFIED))),
        Stream.of(
                text(claims, StandardClaimNames.PREFERRED_USERNAME),
                text(claims, StandardClaimNames.NAME),
                isKnown ? email.replaceFirst("@.*", "") : "")
            .map(name -> PlainText.name(PlainText.cut(name, LONGEST_NAME)))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("reader"),
        groups(claims.get(groupsClaim)));
  }

  private static String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? text : "";
  }

  private static String subject(String subject) {
    if (subject.isBlank()
        || subject.length() > LONGEST_SUBJECT
        || PlainText.isBroken(subject)
        || subject.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject that names nobody");
    }
    return subject;
  }

  private static Set<String> groups(@Nullable Object claim) {
    Collection<?> several =
        claim instanceof Collection<?> all
            ? all
            : claim instanceof String one ? Set.of(one) : Set.of();
    return several.stream()
        .limit(MOST_GROUPS)
        .map(String::valueOf)
        .filter(group -> group.length() <= LONGEST_GROUP)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The address, if it is known to be theirs. */
  @Nullable String verifiedEmail() {
    return emailVerified ? email : null;
  }

  /** Whether it is an address of one of these domains. */
  boolean isOfDomain(List<String> domains) {
    String address = email == null ? "" : email.toLowerCase(Locale.ROOT);
    return domains.stream()
        .anyMatch(domain -> address.endsWith("@" + domain.strip().toLowerCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return "OidcIdentity"; // an address does not belong in a log
  }
}
