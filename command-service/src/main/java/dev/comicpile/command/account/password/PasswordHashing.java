package dev.comicpile.command.account.password;

import dev.comicpile.web.TryLaterException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords that clients send, on two threads of the platform: a hash takes a core for a
 * tenth of a second, and on the threads of requests a burst of logins would keep all cores from
 * everybody. Few wait; who comes beyond them is asked to come again.
 */
@Component
class PasswordHashing {

  static final int THREADS = 2;

  /** So many hashes may wait, half of them for whoever has not logged in from there before. */
  static final int QUEUE = 16;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final PasswordEncoder passwords;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().daemon().name("password-", 0).factory());

  PasswordHashing(PasswordEncoder passwords) {
    this.passwords = passwords;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The hash of a new password.
   *
   * @throws TryLaterException if too many wait already
   */
  String hash(String password) {
    return run(false, () -> Objects.requireNonNull(passwords.encode(password)));
  }

  /**
   * Whether it is the password of that hash.
   *
   * @param known whether the reader has logged in from there before
   * @throws TryLaterException if too many wait already
   */
  boolean matches(String password, String hash, boolean known) {
    return run(known, () -> passwords.matches(password, hash));
  }

  private <T> T run(boolean known, Supplier<T> work) {
    if (!known && threads.getQueue().size() >= QUEUE / 2) {
      throw busy();
    }
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
    } catch (RejectedExecutionException e) {
      throw busy();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static TryLaterException busy() {
    return new TryLaterException(
        "Too many people are logging in at the moment. Please try again soon.", RETRY_AFTER);
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
