package dev.comicpile.axonserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.api.ReaderId;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of readers, in the database, where deleting an account deletes its key. */
final class ReaderKeys {

  /** In memory a key outlives its reader by so much at most. */
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private static final int MOST_REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final Cache<ReaderId, ReaderKey> remembered =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  ReaderKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The key of a reader; nothing where they have written nothing under one, or have left. */
  @Nullable ReaderKey find(ReaderId readerId) {
    ReaderKey known = remembered.getIfPresent(readerId);
    return known != null
        ? known
        : remember(
            readerId,
            jdbc.sql("select key from event_store.reader_key where reader_id = ?")
                .param(readerId.number()));
  }

  /**
   * The key of a reader, who gets one where there is none.
   *
   * @throws ConcurrencyException if the reader has left
   */
  ReaderKey findOrMake(ReaderId readerId) {
    ReaderKey known = find(readerId);
    if (known != null) {
      return known;
    }
    ReaderKey made =
        remember(
            readerId,
            jdbc.sql("select event_store.make_key(?, ?)")
                .params(readerId.number(), ReaderKey.fresh()));
    if (made == null) {
      throw new ConcurrencyException("reader " + readerId + " has left");
    }
    return made;
  }

  private @Nullable ReaderKey remember(ReaderId readerId, JdbcClient.StatementSpec question) {
    Optional<ReaderKey> found =
        question.query((row, number) -> row.getBytes(1)).optional().map(ReaderKey::new);
    found.ifPresent(key -> remembered.put(readerId, key));
    return found.orElse(null);
  }
}
