package dev.comicpile.command.account;

import dev.comicpile.command.pile.IdempotencyStore;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.eventstore.StoredBeside.StoredBefore;
import dev.comicpile.portability.WrittenOnce;
import dev.comicpile.web.WriteConditions.Key;
import dev.comicpile.web.WriteRequest;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
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
  private final AccountTable accounts;
  private final TransactionTemplate transaction;

  AccountWrites(
      IdempotencyStore answers,
      PileStreams streams,
      AccountTable accounts,
      TransactionTemplate transaction) {
    this.answers = answers;
    this.streams = streams;
    this.accounts = accounts;
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
    once(request, nothing(write));
  }

  /**
   * The same, where something slow comes first, for which no transaction is kept open.
   *
   * @param slow gives what is to be written then
   */
  void onceAfter(WriteRequest request, Supplier<Runnable> slow) {
    unlessBefore(request, () -> together(request, nothing(slow.get())));
  }

  private static LongSupplier nothing(Runnable write) {
    return () -> {
      write.run();
      return 0;
    };
  }

  @Override
  public long once(WriteRequest request, boolean together, LongSupplier write) {
    return unlessBefore(
        request, () -> together ? together(request, write) : kept(request, write.getAsLong()));
  }

  private long unlessBefore(WriteRequest request, LongSupplier write) {
    Key key = request.conditions().key();
    Optional<Long> before = Optional.ofNullable(key).flatMap(answers::findNumber);
    if (before.isPresent()) {
      return before.get();
    }
    requireUnmoved(request);
    try {
      return write.getAsLong();
    } catch (RuntimeException e) {
      // Another request with this key may have been faster, whatever that has led to here.
      return Optional.ofNullable(key)
          .flatMap(answers::findNumber)
          .orElseThrow(() -> isOfNobody(e, request) ? Accounts.gone() : e);
    }
  }

  /** Whether something could not be stored because the reader whose it would be has left. */
  private boolean isOfNobody(RuntimeException e, WriteRequest request) {
    return (e instanceof StoredBefore || e instanceof DataIntegrityViolationException)
        && accounts.findById(request.readerId()).isEmpty();
  }

  /**
   * Holds the version that a request expects against the one that the pile is at.
   *
   * @throws dev.comicpile.api.problem.PileRefusal 412, if it is another
   */
  void requireUnmoved(WriteRequest request) {
    if (request.conditions().expectedVersion() != null) {
      request.conditions().requireUnmoved(streams.version(request.pileId()));
    }
  }

  private long together(WriteRequest request, LongSupplier write) {
    return transaction.execute(status -> kept(request, write.getAsLong()));
  }

  private long kept(WriteRequest request, long result) {
    Key key = request.conditions().key();
    if (key != null) {
      answers.keep(key, result);
    }
    return result;
  }
}
