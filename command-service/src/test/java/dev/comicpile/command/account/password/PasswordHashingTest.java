package dev.comicpile.command.account.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.web.TryLaterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A burst of logins takes two threads and a short queue, and no more. */
@Timeout(60)
class PasswordHashingTest {

  private final CountDownLatch free = new CountDownLatch(1);
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private final PasswordHashing hashing =
      new PasswordHashing(
          new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence password) {
              most.accumulateAndGet(busy.incrementAndGet(), Math::max);
              assertThat(Thread.currentThread().isVirtual()).isFalse();
              try {
                free.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              busy.decrementAndGet();
              return String.valueOf(password);
            }

            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
              return encode(password).equals(hash);
            }
          });

  @AfterEach
  void stop() {
    hashing.stop();
  }

  private boolean matches(boolean known) {
    try {
      return hashing.matches("a", "a", known);
    } catch (TryLaterException e) {
      refused.incrementAndGet();
      return false;
    }
  }

  @Test
  void whoComesBeyondTheQueueIsAskedToComeAgainAndWhoIsKnownHasRoomInIt() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> strangers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        strangers.add(clients.submit(() -> matches(false)));
      }
      // all the others wait for a thread of the two, which wait themselves
      while (busy.get() < PasswordHashing.THREADS
          || refused.get() < 400 - PasswordHashing.THREADS - PasswordHashing.QUEUE) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> hashing.hash("a")).isInstanceOf(TryLaterException.class);
      free.countDown();
      assertThat(matches(true)).isTrue();
      for (Future<Boolean> stranger : strangers) {
        stranger.get();
      }
    }
    assertThat(most).hasValue(PasswordHashing.THREADS);
  }
}
