package dev.comicpile.command.account;

import dev.comicpile.command.pile.IdempotencyStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.WrittenOnce;
import dev.comicpile.web.WriteConditions.Key;
import dev.comicpile.web.WriteRequest;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds writes that are no commands to the conditions of their requests. What came of a write under
 * a key is remembered for 24 hours, as a number among the answers of piles.
 */
@Component
public class AccountWrites implements WrittenOnce {

  private final IdempotencyStore answers;
  private final PileStreams streams;
  private final TransactionTemplate transaction;

  AccountWrites(IdempotencyStore answers, PileStreams streams, TransactionTemplate transaction) {
    this.answers = answers;
    this.streams = streams;
    this.transaction = transaction;
  }

  /**
   * Writes something in this database, all of it or nothing, key or not: {@link WrittenOnce#once}.
   */
  public long once(WriteRequest request, LongSupplier write) {
    return once(request, true, write);
  }

  /** The same, where it gives how many there were of something. */
  public int count(WriteRequest request, IntSupplier write) {
    return Math.toIntExact(once(request, write::getAsInt));
  }

  /** The same, where nothing comes of it. */
  public void once(WriteRequest request, Runnable write) {
    once(
        request,
        () -> {
          write.run();
          return 0;
        });
  }

  @Override
  public long once(WriteRequest request, boolean together, LongSupplier write) {
    Key key = request.conditions().key();
    Optional<Long> before = Optional.ofNullable(key).flatMap(answers::findNumber);
    if (before.isPresent()) {
      return before.get();
    }
    requireUnmoved(request);
    try {
      return together
          ? transaction.execute(status -> kept(key, write.getAsLong()))
          : kept(key, write.getAsLong());
    } catch (RuntimeException e) {
      // Another request with this key may have been faster, whatever that has led to here.
      return Optional.ofNullable(key).flatMap(answers::findNumber).orElseThrow(() -> e);
    }
  }

  /**
   * Holds the version that a request expects against the one that the reader's pile is at.
   *
   * @throws dev.comicpile.api.problem.PileRefusal 412, if it is another
   */
  void requireUnmoved(WriteRequest request) {
    if (request.conditions().expectedVersion() != null) {
      request.conditions().requireUnmoved(streams.version(request.readerId()));
    }
  }

  private long kept(@Nullable Key key, long result) {
    if (key != null) {
      answers.keep(key, result);
    }
    return result;
  }
}
