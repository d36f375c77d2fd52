package dev.comicpile.command.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.web.PileSettings;
import dev.comicpile.web.TooManyRequestsException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How often passwords may be guessed at by the minute, beside the limit of each address: for one
 * name, and over all. A login that succeeds is not counted for the name. Where its reader has
 * logged in from before, neither counts, so that nobody is locked out by others' guesses.
 */
@Component
public class SignInLimits {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Over all, so many times what one address has. */
  static final int TIMES = 20;

  private static final int MOST_NAMES = 100_000;

  private final PileSettings settings;
  private final TimeMeter time;
  private final Bucket all;

  private final Cache<String, Bucket> names =
      Caffeine.newBuilder()
          .maximumSize(MOST_NAMES)
          .expireAfterAccess(PERIOD.multipliedBy(2))
          .build();

  SignInLimits(PileSettings settings, TimeMeter time) {
    this.settings = settings;
    this.time = time;
    this.all = bucket(TIMES * settings.rateLimitLogins());
  }

  /**
   * Counts a login or a registration.
   *
   * @throws TooManyRequestsException if it is one too many over all
   */
  public void count() {
    if (settings.rateLimits()) {
      count(all);
    }
  }

  /**
   * Counts a guess at the password of a name, whether or not there is an account.
   *
   * @throws TooManyRequestsException if it is one too many for that name
   */
  void count(String name) {
    if (settings.rateLimits()) {
      count(of(name));
    }
  }

  /** It was no guess. */
  void succeeded(String name) {
    if (settings.rateLimits()) {
      of(name).addTokens(1);
    }
  }

  private Bucket of(String name) {
    return names.get(NameKey.of(name), each -> bucket(settings.rateLimitLogins()));
  }

  private static void count(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TooManyRequestsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .withCustomTimePrecision(time)
        .build();
  }
}
