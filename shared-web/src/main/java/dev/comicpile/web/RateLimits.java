package dev.comicpile.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often a client may ask, by the minute: logins, registrations and codes by address; other
 * requests by reader, or by address where nobody is logged in. Each process counts for itself.
 */
final class RateLimits {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Some 20 MB; a client that is dropped beyond it starts anew. */
  private static final int MOST_CLIENTS = 100_000;

  private static final Set<String> LOGINS =
      Set.of(
          "/api/auth/login",
          "/api/auth/register",
          "/api/auth/reset-password",
          "/api/auth/web/login",
          "/api/auth/web/register",
          "/api/auth/web/code",
          "/api/auth/web/link",
          "/api/auth/web/passkey",
          "/api/auth/oidc/sso/callback");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  /** What is counted apart from each other. */
  private enum Kind {
    LOGIN,
    WRITE,
    READ
  }

  /**
   * A client is a reader's id or an address.
   *
   * @param times how many times the limit of its kind it has
   */
  private record Client(Kind kind, Object who, int times) {}

  private final PileSettings settings;
  private final TimeMeter time;
  private final Map<Kind, Counter> refusals = new EnumMap<>(Kind.class);

  /** A bucket that was not used for the period is full, so that nothing is lost with it. */
  private final Cache<Client, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_CLIENTS)
          .expireAfterAccess(PERIOD.multipliedBy(2))
          .build();

  RateLimits(PileSettings settings, TimeMeter time, MeterRegistry meters) {
    this.settings = settings;
    this.time = time;
    for (Kind kind : Kind.values()) {
      refusals.put(
          kind,
          Counter.builder("comicpile.rate.limit.refusals")
              .description("Requests refused because the client asked too often")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  /**
   * Counts a request.
   *
   * @param reader who makes it, null where nobody is logged in
   * @throws TooManyRequestsException if it is one too many
   */
  void count(HttpServletRequest request, @Nullable Reader reader) {
    if (!settings.rateLimits() || !ApiPath.isApi(request)) {
      return;
    }
    Client client = client(request, reader);
    count(client);
    String address = request.getRemoteAddr();
    if (client.kind() == Kind.LOGIN && Networks.isV6(address)) {
      // Who has more than one network, as customers and sites do, has not as many times the limit.
      count(new Client(Kind.LOGIN, Networks.of(address, 56), 3));
      count(new Client(Kind.LOGIN, Networks.of(address, 48), 9));
    }
  }

  private void count(Client client) {
    ConsumptionProbe probe = buckets.get(client, this::bucket).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      Objects.requireNonNull(refusals.get(client.kind())).increment();
      throw new TooManyRequestsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket bucket(Client client) {
    int perMinute =
        client.times()
            * switch (client.kind()) {
              case LOGIN -> settings.rateLimitLogins();
              case WRITE -> settings.rateLimitWrites();
              case READ -> settings.rateLimitReads();
            };
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .withCustomTimePrecision(time)
        .build();
  }

  private static Client client(HttpServletRequest request, @Nullable Reader reader) {
    if (LOGINS.contains(ApiPath.of(request))) {
      return new Client(Kind.LOGIN, Networks.of(request.getRemoteAddr()), 1);
    }
    Kind kind = READS.contains(request.getMethod()) ? Kind.READ : Kind.WRITE;
    return new Client(kind, reader == null ? Networks.of(request.getRemoteAddr()) : reader.id(), 1);
  }
}
