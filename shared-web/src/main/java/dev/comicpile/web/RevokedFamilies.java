package dev.comicpile.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which families of tokens no longer count. What this process revokes counts at once; what
 * others revoke is looked up in one go for all families, at most every {@link #FRESH} and only when
 * somebody asks, so that it is known within a second.
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

  private final Source source;
  private final boolean othersRevoke;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Instant> revoked = new ConcurrentHashMap<>();
  private volatile @Nullable Look latest;
  private @Nullable CompletableFuture<Look> running;

  /** A look that is done; when it began, by both clocks. */
  private record Look(Instant at, long nanos) {}

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

  /** Whether the tokens of that family were revoked; less than a second behind. */
  public boolean isRevoked(String familyId) {
    long now = nanoTime.getAsLong();
    while (!suffices(latest, now)) {
      look(now);
    }
    return revoked.containsKey(familyId);
  }

  /** Says that this process has revoked a family. */
  public void revoked(RevokedFamily family) {
    revoked.put(family.id(), family.accessExpiresAt());
  }

  private boolean suffices(@Nullable Look look, long now) {
    return look != null && (!othersRevoke || now - look.nanos() < FRESH.toNanos());
  }

  /**
   * Looks, or waits for who is looking already and shares what comes of it: a database that is away
   * keeps nobody waiting longer than one attempt.
   */
  private void look(long now) {
    CompletableFuture<Look> look;
    boolean own = false;
    synchronized (this) {
      if (suffices(latest, now)) {
        return;
      }
      if (running == null) {
        running = new CompletableFuture<>();
        own = true;
      }
      look = running;
    }
    if (own) {
      run(look);
    } else {
      await(look);
    }
  }

  private void run(CompletableFuture<Look> look) {
    try {
      Look before = latest;
      Look began = new Look(clock.instant(), nanoTime.getAsLong());
      Instant expired = began.at().minus(OVERLAP);
      Instant since = before == null ? Instant.EPOCH : before.at().minus(OVERLAP);
      source.find(since, expired).forEach(this::revoked);
      revoked.values().removeIf(expiresAt -> expiresAt.isBefore(expired));
      latest = began;
      end(look).complete(began);
    } catch (RuntimeException | Error e) {
      end(look).completeExceptionally(e);
      throw e;
    }
  }

  private synchronized CompletableFuture<Look> end(CompletableFuture<Look> look) {
    running = null;
    return look;
  }

  private static void await(CompletableFuture<Look> look) {
    try {
      look.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** For tests: how many are kept. */
  int size() {
    return Map.copyOf(revoked).size();
  }
}
