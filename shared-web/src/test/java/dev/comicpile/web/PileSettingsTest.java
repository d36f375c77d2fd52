package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.PileRules;
import dev.comicpile.startup.StartFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A wrong setting is told in a sentence that names it. */
class PileSettingsTest {

  /** The settings that somebody gives by these properties. */
  static PileSettings settings(Map<String, String> given) {
    Map<String, String> properties = new HashMap<>();
    given.forEach((name, value) -> properties.put("comicpile." + name, value));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("comicpile", PileSettings.class);
  }

  @Test
  void whatIsNotGivenHasADefault() {
    PileSettings settings = settings(Map.of());
    assertThat(settings.rules()).isEqualTo(PileRules.DEFAULTS);
    assertThat(settings.readWait()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.corsOrigins()).isEmpty();
    assertThat(settings.trustedProxies()).isEmpty();
    assertThat(settings.keysUrl()).isNull();
    assertThat(settings.axonserver()).isNull();
    assertThat(settings.rateLimits()).isTrue();
    assertThat(settings.rateLimitLogins()).isEqualTo(10);
    assertThat(settings.rateLimitWrites()).isEqualTo(120);
    assertThat(settings.rateLimitReads()).isEqualTo(600);
  }

  @Test
  void anEmptyValueIsNone() {
    PileSettings settings =
        settings(Map.of("cors-origins", "", "keys-url", "", "admin-username", ""));
    assertThat(settings.corsOrigins()).isEmpty();
    assertThat(settings.keysUrl()).isNull();
    assertThat(settings.adminUsername()).isNull();
  }

  @Test
  void noWaitNeedsNoUnit() {
    assertThat(settings(Map.of("read-wait", "0")).readWait()).isZero();
  }

  @Test
  void originsAreListedWithCommas() {
    assertThat(settings(Map.of("cors-origins", "https://a.org, http://b:8080")).corsOrigins())
        .isEqualTo(List.of("https://a.org", "http://b:8080"));
  }

  @Test
  void proxiesAreListedWithCommas() {
    assertThat(settings(Map.of("trusted-proxies", "192.0.2.7, fd00::/8,10.0.0.0/8")))
        .extracting(PileSettings::trustedProxies)
        .isEqualTo(List.of("192.0.2.7", "fd00::/8", "10.0.0.0/8"));
  }

  @ParameterizedTest
  @CsvSource({
    "session-gap,0s,PILE_SESSION_GAP",
    "session-gap,-1h,PILE_SESSION_GAP",
    "session-gap,6,PILE_SESSION_GAP",
    "session-gap,21600,PILE_SESSION_GAP",
    "start-die,7,PILE_START_DIE",
    "rating-threshold,5.5,PILE_RATING_THRESHOLD",
    "rating-threshold,NaN,PILE_RATING_THRESHOLD",
    "read-wait,-1s,PILE_READ_WAIT",
    "read-wait,2h,PILE_READ_WAIT",
    "read-wait,2,PILE_READ_WAIT",
    "read-wait,2000,PILE_READ_WAIT",
    "cors-origins,a.org,PILE_CORS_ORIGINS",
    "cors-origins,https://a.org/path,PILE_CORS_ORIGINS",
    "trusted-proxies,gateway,PILE_TRUSTED_PROXIES",
    "trusted-proxies,10.0.0.0/33,PILE_TRUSTED_PROXIES",
    "trusted-proxies,10.0.0.0/,PILE_TRUSTED_PROXIES",
    "trusted-proxies,.*,PILE_TRUSTED_PROXIES",
    "keys-url,command-service,PILE_KEYS_URL",
    "axonserver,localhost,PILE_AXONSERVER",
    "axonserver,http://localhost:8124,PILE_AXONSERVER",
    "axonserver,'localhost:8124,',PILE_AXONSERVER",
    "move-events,true,PILE_MOVE_EVENTS",
    "access-token-ttl,0s,PILE_ACCESS_TOKEN_TTL",
    "access-token-ttl,30,PILE_ACCESS_TOKEN_TTL",
    "access-token-ttl,1800,PILE_ACCESS_TOKEN_TTL",
    "refresh-token-ttl,1m,PILE_REFRESH_TOKEN_TTL",
    "refresh-token-ttl,2592000,PILE_REFRESH_TOKEN_TTL",
    "rate-limit-logins,0,PILE_RATE_LIMIT_LOGINS",
    "rate-limit-writes,-1,PILE_RATE_LIMIT_WRITES",
    "rate-limit-reads,1000001,PILE_RATE_LIMIT_READS",
    "admin-username,boss,PILE_ADMIN_PASSWORD",
  })
  void aWrongValueIsNamed(String name, String value, String variable) {
    assertThatThrownBy(() -> settings(Map.of(name, value)))
        .isInstanceOf(BindException.class)
        .rootCause()
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(variable)
        .hasMessageEndingWith(".");
  }

  @Test
  void theAdminsPasswordIsShownNowhere() {
    assertThat(settings(Map.of("admin-username", "boss", "admin-password", "12345678")))
        .asString()
        .doesNotContain("12345678");
  }

  @Test
  void theAdminsPasswordHasItsLengthInCharacters() {
    assertThat(settings(Map.of("admin-username", "boss", "admin-password", "漫画漫画漫画漫画")))
        .isNotNull();
    for (String tooShort : List.of("short", "漫画漫画漫画漫")) {
      assertThatThrownBy(
              () -> settings(Map.of("admin-username", "boss", "admin-password", tooShort)))
          .rootCause()
          .hasMessage("PILE_ADMIN_PASSWORD must have at least 8 characters.");
    }
    assertThatThrownBy(
            () -> settings(Map.of("admin-username", "boss", "admin-password", "漫".repeat(25))))
        .rootCause()
        .hasMessage(
            "PILE_ADMIN_PASSWORD must have at most 72 letters, or fewer where they are not of the"
                + " Latin alphabet.");
  }
}
