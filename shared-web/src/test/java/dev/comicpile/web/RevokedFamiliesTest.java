package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.web.RevokedFamilies.RevokedFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is known of revocations, and how soon. */
class RevokedFamiliesTest {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private volatile Duration passed = Duration.ZERO;
  private final Stored stored = new Stored();
  private final RevokedFamilies families = families(true);

  private RevokedFamilies families(boolean othersRevoke) {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return START.plus(passed);
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return new RevokedFamilies(stored, othersRevoke, clock, () -> passed.toNanos());
  }

  private void pass(Duration time) {
    passed = passed.plus(time);
  }

  /** A table of revocations. */
  private static final class Stored implements RevokedFamilies.Source {

    private record Row(Instant revokedAt, Instant accessExpiresAt) {}

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final List<Integer> found = new ArrayList<>();

    void add(String family, Instant revokedAt) {
      rows.put(family, new Row(revokedAt, revokedAt.plus(Duration.ofMinutes(30))));
    }

    @Override
    public Collection<RevokedFamily> find(Instant revokedAfter, Instant expiresAfter) {
      List<RevokedFamily> families =
          rows.entrySet().stream()
              .filter(row -> row.getValue().revokedAt().isAfter(revokedAfter))
              .filter(row -> row.getValue().accessExpiresAt().isAfter(expiresAfter))
              .map(row -> new RevokedFamily(row.getKey(), row.getValue().accessExpiresAt()))
              .toList();
      found.add(families.size());
      return families;
    }
  }

  @Test
  void whatOthersRevokedIsKnownInLessThanASecond() {
    stored.add("before", START.minusSeconds(60));
    assertThat(families.isRevoked("before")).isTrue();
    assertThat(families.isRevoked("later")).isFalse();

    stored.add("later", START);
    pass(RevokedFamilies.FRESH);

    assertThat(families.isRevoked("later")).isTrue();
    assertThat(families.isRevoked("before")).isTrue();
    assertThat(families.isRevoked("good")).isFalse();
  }

  @Test
  void itIsLookedForOnceForAllFamiliesAndOnlyWhenSomebodyAsks() {
    for (int i = 0; i < 100; i++) {
      families.isRevoked("family-" + i);
    }
    assertThat(stored.found).hasSize(1);
    pass(Duration.ofHours(1));
    assertThat(stored.found).hasSize(1);
    families.isRevoked("family-1");
    pass(RevokedFamilies.FRESH.minusMillis(1));
    families.isRevoked("family-2");
    assertThat(stored.found).hasSize(2);
  }

  @Test
  void aLookGoesBackALittleBeyondTheLastOneAndNoFurther() {
    stored.add("old", START.minusSeconds(600));
    families.isRevoked("any");
    stored.add("by a slow clock", START.minusSeconds(120));
    pass(Duration.ofSeconds(1));

    assertThat(families.isRevoked("by a slow clock")).isTrue();
    assertThat(families.isRevoked("old")).isTrue();
    assertThat(stored.found).containsExactly(1, 1);
  }

  @Test
  void whatThisProcessRevokesCountsAtOnceAndNeedsNoLook() {
    RevokedFamilies alone = families(false);
    stored.add("before the start", START.minusSeconds(60));
    assertThat(alone.isRevoked("before the start")).isTrue();

    pass(Duration.ofHours(1));
    alone.revoked(new RevokedFamily("own", START.plusSeconds(7200)));

    assertThat(alone.isRevoked("own")).isTrue();
    assertThat(alone.isRevoked("good")).isFalse();
    assertThat(stored.found).hasSize(1);
  }

  @Test
  void familiesWhoseTokensHaveExpiredAreForgotten() {
    stored.add("a", START);
    families.isRevoked("a");
    families.revoked(new RevokedFamily("b", START.plusSeconds(10)));
    assertThat(families.size()).isEqualTo(2);

    pass(Duration.ofMinutes(40));
    families.isRevoked("c");

    assertThat(families.size()).isZero();
  }

  @Test
  void whereRevocationsCannotBeReadNobodyIsLetThrough() {
    RevokedFamilies broken =
        new RevokedFamilies(
            (revokedAfter, expiresAfter) -> {
              throw new IllegalStateException("away");
            },
            true,
            Clock.systemUTC());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> broken.isRevoked("any")).hasRootCauseMessage("away");
    }
  }

  @Test
  void whoAsksAtOnceSharesOneLook() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    RevokedFamilies slow =
        new RevokedFamilies(
            (revokedAfter, expiresAfter) -> {
              looking.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return stored.find(revokedAfter, expiresAfter);
            },
            true,
            Clock.systemUTC());
    stored.add("revoked", Instant.now());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> slow.isRevoked("revoked")));
      }
      looking.await();
      go.countDown();
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(stored.found).hasSize(1);
  }
}
