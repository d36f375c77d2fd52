package dev.comicpile.command.account;

import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.portability.WrittenOnce;
import dev.comicpile.web.WriteConditions.Key;
import dev.comicpile.web.WriteHeaders;
import dev.comicpile.web.WriteRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds writes that are no commands to the conditions of their requests. What came of a write under
 * a key is remembered for 24 hours, as a number among the answers of piles.
 */
@Component
public class AccountWrites implements WrittenOnce {

  private static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient jdbc;
  private final PileStreams streams;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AccountWrites(
      JdbcClient jdbc, PileStreams streams, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.streams = streams;
    this.transaction = transaction;
    this.clock = clock;
  }

  private record Given(String fingerprint, String content) {}

  /** Writes something in this database: {@link WrittenOnce#once}. */
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
    if (key == null) {
      requireUnmoved(request);
      return write.getAsLong();
    }
    Optional<Long> before = find(key);
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
      return find(key).orElseThrow(() -> e);
    }
  }

  private Optional<Long> find(Key key) {
    return jdbc
        .sql(
            """
            select fingerprint, content from accounts.given_answer
            where actor_id = ? and idempotency_key = ? and given_at > ?
            """)
        .params(key.actorId().number(), key.value(), now().minus(KEPT))
        .query((row, number) -> new Given(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .findFirst()
        .map(
            given -> {
              if (!given.fingerprint().equals(key.fingerprint())) {
                throw WriteHeaders.keyOfAnotherRequest();
              }
              return Long.valueOf(given.content());
            });
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

  private long kept(Key key, long result) {
    jdbc.sql(
            "delete from accounts.given_answer where actor_id = ? and idempotency_key = ? and given_at <= ?")
        .params(key.actorId().number(), key.value(), now().minus(KEPT))
        .update();
    jdbc.sql(
            """
            insert into accounts.given_answer
              (actor_id, idempotency_key, command_id, reader_id, version, fingerprint, type, content,
               given_at)
            select id, ?, '', 0, 0, ?, 'Made', ?, ? from accounts.account where id = ? for key share
            """)
        .params(
            key.value(), key.fingerprint(), Long.toString(result), now(), key.actorId().number())
        .update();
    return result;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
