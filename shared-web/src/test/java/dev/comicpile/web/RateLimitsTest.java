package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Who is counted as one client, and for how long. */
class RateLimitsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovableTime time = new MovableTime();
  private final RateLimits limits = limits("on");

  /** Stands still until it is moved on. */
  static final class MovableTime implements TimeMeter {
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration duration) {
      nanos.addAndGet(duration.toNanos());
    }

    @Override
    public long currentTimeNanos() {
      return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private RateLimits limits(String onOrOff) {
    return new RateLimits(
        PileSettingsTest.settings(
            Map.of(
                "rate-limits", onOrOff,
                "rate-limit-logins", "2",
                "rate-limit-writes", "3",
                "rate-limit-reads", "100")),
        time,
        meters);
  }

  private static MockHttpServletRequest request(String method, String path, String address) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    request.setRemoteAddr(address);
    return request;
  }

  private static MockHttpServletRequest write(String address) {
    return request("POST", "/api/roll", address);
  }

  private void exhaust(MockHttpServletRequest request, int times) {
    for (int i = 0; i < times; i++) {
      limits.count(request, null);
    }
    assertThatThrownBy(() -> limits.count(request, null))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void theTimeToWaitIsTrueAndWaitingHelps() {
    exhaust(write("10.0.0.1"), 3);

    assertThatThrownBy(() -> limits.count(write("10.0.0.1"), null))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(20)));
    time.advance(Duration.ofSeconds(19));
    assertThatThrownBy(() -> limits.count(write("10.0.0.1"), null))
        .isInstanceOf(TooManyRequestsException.class);
    time.advance(Duration.ofSeconds(1));
    exhaust(write("10.0.0.1"), 1);
    time.advance(Duration.ofMinutes(1));
    exhaust(write("10.0.0.1"), 3);
  }

  @Test
  void loginsWritesAndReadsAreCountedApart() {
    exhaust(write("10.0.0.1"), 3);
    exhaust(request("GET", "/api/queue", "10.0.0.1"), 100);
    limits.count(request("POST", "/api/auth/register", "10.0.0.1"), null);
    exhaust(request("POST", "/api/auth/login", "10.0.0.1"), 1);
    limits.count(write("10.0.0.2"), null);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1,2001:db8:0:1:ffff::2,true",
    "2001:db8:0:1::1,2001:db8:0:2::1,false",
    "10.0.0.1,10.0.0.2,false",
    "somewhere,somewhere,true",
  })
  void anIpv6NetworkIsOneClient(String one, String other, boolean same) {
    exhaust(write(one), 3);
    if (same) {
      exhaust(write(other), 0);
    } else {
      exhaust(write(other), 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:0:1%02x::1,6", "2001:db8:0:%02x00::1,18"})
  void whoHasManyIpv6NetworksHasNotAsManyLogins(String addresses, int logins) {
    int taken = 0;
    for (int i = 0; i < 60; i++) {
      try {
        limits.count(request("POST", "/api/auth/login", addresses.formatted(i)), null);
        taken++;
      } catch (TooManyRequestsException e) {
        assertThat(e.retryAfter()).isPositive();
      }
    }
    assertThat(taken).isEqualTo(logins);
  }

  @Test
  void whatIsNotTheApiIsNotCounted() {
    for (int i = 0; i < 10; i++) {
      limits.count(request("POST", "/health", "10.0.0.1"), null);
    }
  }

  @Test
  void limitsCanBeTurnedOff() {
    RateLimits off = limits("off");
    for (int i = 0; i < 10; i++) {
      off.count(write("10.0.0.1"), null);
    }
  }
}
