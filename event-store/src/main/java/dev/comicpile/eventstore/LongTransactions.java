package dev.comicpile.eventstore;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Transactions that may take longer than the server lets others take: a whole pile is imported,
 * folded or read out.
 */
public final class LongTransactions {

  private static final Duration TIME = Duration.ofMinutes(10);

  private LongTransactions() {}

  /** Gives the transaction that is under way ten minutes from now. */
  public static void allow(JdbcClient jdbc) {
    // A timer that runs already is not set anew by a new value; it has to be stopped first.
    jdbc.sql("set local transaction_timeout = 0").update();
    jdbc.sql("set local transaction_timeout = " + TIME.toMillis()).update();
  }
}
