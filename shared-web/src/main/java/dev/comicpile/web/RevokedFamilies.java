package dev.comicpile.web;

import dev.comicpile.api.ReaderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future.State;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which families of tokens no longer count. What this process revokes counts at once; what
 * others revoke is looked up in one go for all families, at most every {@link #FRESH} and only when
 * a token is checked, so that it is known within a second.
 *
 * <p>Only families with an access token that could still be good are kept: few at any time, however
 * many there have been.
 */
public final class RevokedFamilies {

  /** How old an answer may be; with the time that a look takes it stays below a second. */
  static final Duration FRESH = Duration.ofMillis(800);

  /**
   * Each look goes back beyond the one before by so much, for clocks that differ between machines
   * and for revocations that were not committed yet.
   */
  static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Where revocations are stored. */
  @FunctionalInterface
  public interface Source {

    /**
     * The families that were revoked after a moment and have an access token that expires after
     * another.
     */
    Collection<RevokedFamily> find(Instant revokedAfter, Instant expiresAfter);
  }

  /**
   * A family of tokens that does not count.
   *
   * @param accessExpiresAt when the last of its access tokens expires by itself
   */
  public record RevokedFamily(String id, Instant accessExpiresAt) {}

  /** For so long a token of a reader who has left may be remembered somewhere, and far longer. */
  public static final Duration DEPARTED = Duration.ofHours(1);

  private static final String READER = "reader ";

  /** All families of a reader who has left at a moment. */
  public static RevokedFamily reader(ReaderId readerId, Instant departedAt) {
    return new RevokedFamily(READER + readerId, departedAt.plus(DEPARTED));
  }

  private final Source source;
  private final boolean othersRevoke;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Instant> revoked = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Look> latest = new AtomicReference<>();

  /**
   * A look at the source; callers that ask while it lasts share its result.
   *
   * @param at when it began
   * @param nanos the same by the other clock
   * @param since how far it goes back
   */
  private record Look(
      Instant at, long nanos, Instant since, CompletableFuture<@Nullable Void> done) {}

  /**
   * None is known yet.
   *
   * @param othersRevoke whether other processes write to the source, too; if not, it is read once
   */
  public RevokedFamilies(Source source, boolean othersRevoke, Clock clock) {
    this(source, othersRevoke, clock, System::nanoTime);
  }

  RevokedFamilies(Source source, boolean othersRevoke, Clock clock, LongSupplier nanoTime) {
    this.source = source;
    this.othersRevoke = othersRevoke;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Whether the tokens of that family of a reader were revoked; less than a second behind. */
  boolean isRevoked(String familyId, ReaderId readerId) {
    return isRevoked(familyId) || revoked.containsKey(READER + readerId);
  }

  /** Whether the tokens of that family were revoked; less than a second behind. */
  public boolean isRevoked(String familyId) {
    Look look = latest.get();
    if (look == null || !suffices(look)) {
      Look next = next(look);
      look = latest.compareAndExchange(look, next);
      if (look == null || !suffices(look)) {
        look = next;
        next.done().completeAsync(() -> find(next), Runnable::run);
      }
    }
    look.done().join();
    return revoked.containsKey(familyId);
  }

  /** Says that this process has revoked a family. */
  public void revoked(RevokedFamily family) {
    revoked.put(family.id(), family.accessExpiresAt());
  }

  private boolean suffices(Look look) {
    return !look.done().isCompletedExceptionally()
        && (!othersRevoke || nanoTime.getAsLong() - look.nanos() < FRESH.toNanos());
  }

  private Look next(@Nullable Look before) {
    Instant since =
        before == null
            ? Instant.EPOCH
            : before.done().state() == State.SUCCESS ? before.at().minus(OVERLAP) : before.since();
    return new Look(clock.instant(), nanoTime.getAsLong(), since, new CompletableFuture<>());
  }

  private @Nullable Void find(Look look) {
    Instant expired = look.at().minus(OVERLAP);
    source.find(look.since(), expired).forEach(this::revoked);
    revoked.values().removeIf(expiresAt -> expiresAt.isBefore(expired));
    return null;
  }

  /** For tests: how many are kept. */
  int size() {
    return Map.copyOf(revoked).size();
  }
}
