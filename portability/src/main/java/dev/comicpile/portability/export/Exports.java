package dev.comicpile.portability.export;

import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.web.StreamedBody;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports of everything: each is one snapshot of the views, however long it takes to be read, and
 * holds a connection for as long. A client that does not read any more is given up by the container
 * after its time-out.
 */
@Component
public class Exports {

  /** Rows fetched at once, so that none of an export is held but these. */
  public static final int FETCH_SIZE = 500;

  private final JdbcClient jdbc;
  private final TransactionTemplate snapshot;

  Exports(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** An export that is written inside its snapshot; failures of writing come unchecked. */
  @FunctionalInterface
  public interface Export {
    /**
     * Writes it.
     *
     * @throws UncheckedIOException where the client has gone away
     */
    void writeTo(Writer out);
  }

  /** The body of the answer that such an export is. */
  public StreamedBody body(Export export) {
    return out -> {
      try {
        snapshot.executeWithoutResult(
            status -> {
              LongTransactions.allow(jdbc);
              export.writeTo(out);
            });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    };
  }
}
