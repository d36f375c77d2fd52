package dev.comicpile.portability.export;

import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.web.KeptAnswer;
import dev.comicpile.web.StreamedBody;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports of everything: each is one snapshot of the views. It is written as fast as the database
 * reads it, into a file where it is long, and sent when it is complete: no client holds a
 * connection, however slowly it reads, and none gets a part of one that failed.
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

  /** The answer with a file. */
  public static ResponseEntity<StreamedBody> file(MediaType type, String name, StreamedBody body) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(body);
  }

  /**
   * The answer with a file of such an export.
   *
   * @param export writes it inside its snapshot; failures of writing come unchecked
   */
  public ResponseEntity<StreamedBody> snapshot(
      MediaType type, String name, Consumer<Writer> export) {
    return file(
        type,
        name,
        out -> {
          KeptAnswer kept = new KeptAnswer();
          try (Writer text = new OutputStreamWriter(kept, StandardCharsets.UTF_8)) {
            snapshot.executeWithoutResult(
                status -> {
                  LongTransactions.allow(jdbc);
                  export.accept(text);
                });
          } catch (IOException | RuntimeException e) {
            kept.drop();
            throw e;
          }
          kept.writeTo(out);
        });
  }
}
