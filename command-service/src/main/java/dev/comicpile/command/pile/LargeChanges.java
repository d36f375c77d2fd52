package dev.comicpile.command.pile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.domain.pile.Footprint;
import dev.comicpile.web.TooManyRequestsException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;

/**
 * How much large commands may write to a pile within a minute. An undo of a few bytes can put back
 * ten thousand threads, so the number of requests says little about what they cost: cleared and
 * taken back in turn, a large pile would fill the disk with megabytes a second.
 */
interface LargeChanges {

  /** What all large commands of a reader may write within a minute, as memory counts it. */
  long BYTES_PER_MINUTE = 32L << 20;

  /** A command that writes less is only counted as a request. */
  long SMALL = 64L << 10;

  /** No bound at all, for benchmarks. */
  LargeChanges UNBOUNDED = (readerId, events) -> {};

  /**
   * Counts what a command is going to write. The largest one that there can be is let through where
   * none went before; what it is over the bound is waited for afterwards.
   *
   * @throws TooManyRequestsException if there was too much before
   */
  void admit(ReaderId readerId, List<PileEvent> events);

  /** Each process counts for itself. */
  static LargeChanges bounded(TimeMeter time) {
    Cache<ReaderId, Bucket> buckets =
        Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).build();
    return (readerId, events) -> {
      long bytes = events.stream().mapToLong(Footprint::of).sum();
      if (bytes < SMALL) {
        return;
      }
      Bucket bucket = buckets.get(readerId, reader -> bucket(time));
      if (bucket.getAvailableTokens() <= 0) {
        throw new TooManyRequestsException(
            "This pile has changed as much as it may within a minute.",
            Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
      }
      bucket.consumeIgnoringRateLimits(bytes);
    };
  }

  private static Bucket bucket(TimeMeter time) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(BYTES_PER_MINUTE)
                    .refillGreedy(BYTES_PER_MINUTE, Duration.ofMinutes(1)))
        .withCustomTimePrecision(time)
        .build();
  }
}
