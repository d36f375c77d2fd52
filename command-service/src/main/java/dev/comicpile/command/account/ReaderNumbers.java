package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.PileStreams;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Draws the numbers of new readers. A number that has a pile is somebody's, whether or not there is
 * an account: where the database was restored and the events are elsewhere, those of readers who
 * registered after the backup are still there.
 */
@Component
class ReaderNumbers {

  private final JdbcClient jdbc;
  private final PileStreams piles;

  ReaderNumbers(JdbcClient jdbc, PileStreams piles) {
    this.jdbc = jdbc;
    this.piles = piles;
  }

  /** A number that nobody has had, as far as that can be known. */
  ReaderId next() {
    ReaderId next;
    do {
      next =
          new ReaderId(
              jdbc.sql("select nextval(pg_get_serial_sequence('accounts.account', 'id'))")
                  .query(Long.class)
                  .single());
    } while (piles.version(next) > 0);
    return next;
  }
}
