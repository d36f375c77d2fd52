package dev.comicpile.command.account;

import dev.comicpile.portability.WrittenOnce;
import dev.comicpile.web.WriteConditions.Key;
import dev.comicpile.web.WriteHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers for 24 hours what was made under a key: its number is kept among the answers to writes,
 * which are deleted when they are older; it is no answer of a pile, and accounts are used without
 * piles, too.
 */
@Component
public class MadeOnce implements WrittenOnce {

  private static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MadeOnce(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  private record Given(String fingerprint, String content) {}

  /** Makes something in this database, or finds its id: {@link WrittenOnce#under}. */
  public long under(@Nullable Key key, LongSupplier make) {
    return under(key, true, make);
  }

  @Override
  public long under(@Nullable Key key, boolean together, LongSupplier make) {
    if (key == null) {
      return make.getAsLong();
    }
    Optional<Long> before = find(key);
    try {
      return before.orElseGet(
          () -> together ? madeAndKept(key, make) : kept(key, make.getAsLong()));
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

  private long madeAndKept(Key key, LongSupplier make) {
    return transaction.execute(status -> kept(key, make.getAsLong()));
  }

  private long kept(Key key, long id) {
    jdbc.sql(
            "delete from accounts.given_answer where actor_id = ? and idempotency_key = ? and given_at <= ?")
        .params(key.actorId().number(), key.value(), now().minus(KEPT))
        .update();
    jdbc.sql(
            """
            insert into accounts.given_answer
              (actor_id, idempotency_key, command_id, reader_id, version, fingerprint, type, content,
               given_at)
            values (?, ?, '', 0, 0, ?, 'Made', ?, ?)
            """)
        .params(key.actorId().number(), key.value(), key.fingerprint(), Long.toString(id), now())
        .update();
    return id;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
