package dev.comicpile.portability.archive;

import dev.comicpile.api.ReaderId;
import dev.comicpile.portability.ReaderAccounts;
import dev.comicpile.portability.format.Archive.ArchivedReader;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which readers of an archive have come in already, whole. */
@Component
class ImportedReaders {

  private final JdbcClient jdbc;
  private final ReaderAccounts accounts;
  private final Clock clock;

  ImportedReaders(JdbcClient jdbc, ReaderAccounts accounts, Clock clock) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * A reader who has come in.
   *
   * @param newAccount whether their account was made for them then
   */
  record ImportedReader(ReaderId readerId, boolean newAccount) {}

  /** The readers of an archive who have come in, by the keys of their names. */
  Map<String, ImportedReader> of(String archive) {
    Map<String, ImportedReader> readers = new HashMap<>();
    jdbc.sql(
            "select username_key, reader_id, new_account from accounts.imported_reader"
                + " where archive = ?")
        .param(archive)
        .query(
            row -> {
              readers.put(
                  row.getString("username_key"),
                  new ImportedReader(
                      new ReaderId(row.getLong("reader_id")), row.getBoolean("new_account")));
            });
    return readers;
  }

  /** Notes a reader, in the transaction that brings them in. */
  void add(String archive, ArchivedReader reader, ImportedReader imported) {
    jdbc.sql("insert into accounts.imported_reader values (?, ?, ?, ?, ?, ?)")
        .params(
            archive,
            accounts.nameKey(reader.username()),
            imported.readerId().number(),
            imported.newAccount(),
            reader.events(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }
}
