package dev.comicpile.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.WebAddress;
import dev.comicpile.startup.StartFailure;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;

/**
 * The settings that people running Comic Pile can give, {@code PILE_SESSION_GAP} and its like. What
 * is said of each here is what docs/configuration.md says.
 *
 * @param sessionGap idle time after which a session is over; a second or more
 * @param startDie sides of the die a session starts with: 4, 6, 8, 10, 12 or 20
 * @param ratingThreshold 0.5 to 5.0: a rating at or above it is a good one
 * @param readWait how long a read waits for its view to reach the version it asks for; 0 to 60
 *     seconds
 * @param corsOrigins origins whose pages may call the API, such as https://pile.example.com; with
 *     none, pages from anywhere may
 * @param keysUrl where the command-service publishes its keys, such as
 *     http://command-service:8080/.well-known/jwks.json; needed no more, since they are read in the
 *     database that both services share
 * @param axonserver host and port of the Axon Server that holds the events, such as
 *     axonserver:8124, several of one cluster separated by commas; without it they are in the
 *     database
 * @param moveEvents whether the events of the database are moved to the Axon Server before anything
 *     else; what was moved before is not moved again
 * @param trustedProxies addresses or networks such as 10.0.0.0/8 whose X-Forwarded-... headers are
 *     believed; with none, nobody's are
 * @param accessTokenTtl how long an access token is good for; a second or more
 * @param refreshTokenTtl how long a refresh token is good for; longer than an access token
 * @param rateLimits whether clients that ask too often are refused; off is for benchmarks
 * @param rateLimitLogins logins and registrations of one address a minute; 1 to 1,000,000
 * @param rateLimitWrites other writes of one reader a minute; 1 to 1,000,000
 * @param rateLimitReads reads of one reader a minute; 1 to 1,000,000
 * @param registration who may register: open for everybody, closed for nobody, invitation for
 *     whoever has a code that an admin has made
 * @param importLimit the most that an import of a whole system may hold
 * @param adminUsername name of the first admin, at most 50 characters; given together with the
 *     password. With neither, the one-process program makes an admin at its first start and prints
 *     its name and password once
 * @param adminPassword password of the first admin, 8 characters or more, and at most 72 letters,
 *     or fewer where they are not of the Latin alphabet
 */
@ConfigurationProperties("comicpile")
public record PileSettings(
    @DurationUnit(ChronoUnit.NANOS) @DefaultValue("6h") Duration sessionGap,
    @DefaultValue("6") int startDie,
    @DefaultValue("4.0") double ratingThreshold,
    @DurationUnit(ChronoUnit.NANOS) @DefaultValue("2s") Duration readWait,
    @DefaultValue List<String> corsOrigins,
    @DefaultValue List<String> trustedProxies,
    @Nullable String keysUrl,
    @Nullable String axonserver,
    @DefaultValue("false") boolean moveEvents,
    @DurationUnit(ChronoUnit.NANOS) @DefaultValue("30m") Duration accessTokenTtl,
    @DurationUnit(ChronoUnit.NANOS) @DefaultValue("30d") Duration refreshTokenTtl,
    @DefaultValue("true") boolean rateLimits,
    @DefaultValue("10") int rateLimitLogins,
    @DefaultValue("120") int rateLimitWrites,
    @DefaultValue("600") int rateLimitReads,
    @DefaultValue("open") RegistrationMode registration,
    @DefaultValue("1GB") DataSize importLimit,
    @Nullable String adminUsername,
    @Nullable String adminPassword) {

  /**
   * Nobody means a shorter one, so that a number without a unit, which is read as nanoseconds, is
   * refused: of hours, minutes or seconds, as it was meant, is not known.
   */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final int HIGHEST_RATE_LIMIT = 1_000_000;

  private static final Pattern ORIGIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#\\s]+");

  private static final Pattern SERVERS =
      Pattern.compile("[^\\s,:/]+:\\d{1,5}(,[^\\s,:/]+:\\d{1,5})*");

  public PileSettings {
    corsOrigins = withoutBlanks(corsOrigins);
    keysUrl = blankToNull(keysUrl);
    axonserver = blankToNull(axonserver);
    adminUsername = blankToNull(adminUsername == null ? null : PlainText.name(adminUsername));
    adminPassword = blankToNull(adminPassword);

    require(
        sessionGap.compareTo(SHORTEST) >= 0,
        "PILE_SESSION_GAP must be a second or more, with its unit, such as 6h.");
    require(
        Die.withSides(startDie).isPresent(),
        "PILE_START_DIE must be the sides of one of " + Die.ladder() + ", not " + startDie + ".");
    require(
        ratingThreshold >= 0.5 && ratingThreshold <= 5.0,
        "PILE_RATING_THRESHOLD must be 0.5 to 5.0, not " + ratingThreshold + ".");
    require(
        readWait.isZero()
            || (readWait.toMillis() >= 1 && readWait.compareTo(Duration.ofMinutes(1)) <= 0),
        "PILE_READ_WAIT must be 0 to 60 seconds, with its unit, such as 2s.");
    require(
        accessTokenTtl.compareTo(SHORTEST) >= 0,
        "PILE_ACCESS_TOKEN_TTL must be a second or more, with its unit, such as 30m.");
    require(
        refreshTokenTtl.compareTo(accessTokenTtl) > 0,
        "PILE_REFRESH_TOKEN_TTL must be longer than PILE_ACCESS_TOKEN_TTL, with its unit, such as"
            + " 30d.");
    requireRateLimit("PILE_RATE_LIMIT_LOGINS", rateLimitLogins);
    requireRateLimit("PILE_RATE_LIMIT_WRITES", rateLimitWrites);
    requireRateLimit("PILE_RATE_LIMIT_READS", rateLimitReads);
    for (String origin : corsOrigins) {
      require(
          origin.equals("*") || ORIGIN.matcher(origin).matches(),
          "PILE_CORS_ORIGINS must list origins such as https://pile.example.com, not "
              + origin
              + ".");
    }
    for (String proxy : trustedProxies) {
      require(
          isNetwork(proxy),
          "PILE_TRUSTED_PROXIES must list addresses or networks such as 192.0.2.7 or 10.0.0.0/8,"
              + " not '"
              + proxy
              + "'.");
    }
    require(
        keysUrl == null || WebAddress.isOne(keysUrl),
        "PILE_KEYS_URL must be a web address such as"
            + " http://command-service:8080/.well-known/jwks.json, not "
            + keysUrl
            + ".");
    require(
        axonserver == null || SERVERS.matcher(axonserver).matches(),
        "PILE_AXONSERVER must be a host and a port such as axonserver:8124, not "
            + axonserver
            + ".");
    require(
        axonserver != null || !moveEvents,
        "PILE_MOVE_EVENTS needs to know where to: say it in PILE_AXONSERVER.");
    require(
        (adminUsername == null) == (adminPassword == null),
        "PILE_ADMIN_USERNAME and PILE_ADMIN_PASSWORD must be given together.");
    require(
        adminUsername == null || adminUsername.codePointCount(0, adminUsername.length()) <= 50,
        "PILE_ADMIN_USERNAME must have at most 50 characters.");
    String password = Normalizer.normalize(adminPassword == null ? "" : adminPassword, Form.NFC);
    require(
        adminPassword == null || password.codePointCount(0, password.length()) >= 8,
        "PILE_ADMIN_PASSWORD must have at least 8 characters.");
    require(
        password.getBytes(UTF_8).length <= 72,
        "PILE_ADMIN_PASSWORD must have at most 72 letters, or fewer where they are not of the Latin"
            + " alphabet.");
  }

  /** The rules of a pile that these settings make. */
  public PileRules rules() {
    return new PileRules(sessionGap, Die.withSides(startDie).orElseThrow(), ratingThreshold);
  }

  @Override
  public String toString() {
    return "PileSettings"; // never the admin's password
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new StartFailure(sentence);
    }
  }

  private static void requireRateLimit(String name, int perMinute) {
    require(
        perMinute >= 1 && perMinute <= HIGHEST_RATE_LIMIT,
        name
            + " must be 1 to "
            + HIGHEST_RATE_LIMIT
            + " a minute, not "
            + perMinute
            + "; PILE_RATE_LIMITS=off turns all limits off.");
  }

  private static List<String> withoutBlanks(List<String> values) {
    return values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static boolean isNetwork(String value) {
    try {
      return new IpAddressMatcher(value) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
