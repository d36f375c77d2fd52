package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.LongTransactions;
import dev.comicpile.portability.leaving.Erasure;
import dev.comicpile.portability.leaving.Tombstone;
import dev.comicpile.portability.leaving.TombstoneFile;
import dev.comicpile.portability.leaving.TombstoneTable;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.RevokedFamilies;
import dev.comicpile.web.Secret;
import dev.comicpile.web.WriteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Lets readers leave: everything of theirs is deleted in one transaction, and a tombstone keeps it
 * from coming back with an older copy of the data.
 */
@Service
class Departure {

  private static final Logger log = LoggerFactory.getLogger(Departure.class);

  private final JdbcClient jdbc;
  private final AccountTable accounts;
  private final PasswordChanges passwords;
  private final AccountWrites writes;
  private final RevokedFamilies revoked;
  private final TransactionTemplate transaction;
  private final TombstoneTable tombstones;
  private final @Nullable TombstoneFile file;
  private final Clock clock;

  Departure(
      JdbcClient jdbc,
      AccountTable accounts,
      PasswordChanges passwords,
      AccountWrites writes,
      RevokedFamilies revoked,
      TransactionTemplate transaction,
      @Value("${comicpile.tombstones:}") String file,
      Clock clock) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.passwords = passwords;
    this.writes = writes;
    this.revoked = revoked;
    this.transaction = transaction;
    this.tombstones = new TombstoneTable(jdbc);
    this.file = file.isBlank() ? null : new TombstoneFile(Path.of(file.strip()));
    this.clock = clock;
  }

  /**
   * Deletes the reader's account and everything of theirs.
   *
   * @throws ResponseStatusException 400, if the password is wrong or the reader is the last admin;
   *     403, if the account is the demo reader's
   * @throws dev.comicpile.api.problem.PileRefusal 412, if the pile is not at the expected version
   */
  void leave(WriteRequest request, @Nullable Secret password) {
    Account account = passwords.requirePassword(request.reader(), password);
    boolean deleted = false;
    while (!deleted) {
      deleted = transaction.execute(status -> delete(request, account));
    }
    revoked.revoked(RevokedFamilies.reader(account.id(), clock.instant()));
    log.info("reader {} has left", account.id());
    keepOutside();
    forgetSamples();
  }

  /**
   * Deletes the account, in a transaction of the caller's; or does nothing and gives false, where
   * its reader has just become an admin. Then it is to be done anew, for admins are locked before
   * one's own account, and only by admins: readers who leave keep none of them from signing in.
   */
  private boolean delete(WriteRequest request, Account account) {
    LongTransactions.allow(jdbc);
    boolean admin = accounts.requireOwn(account.id()).admin();
    boolean lastAdmin = admin && !accounts.hasOtherAdmins(account.id());
    boolean stillAdmin = accounts.requireForDeletion(account.id()).admin();
    if (stillAdmin && !admin) {
      return false;
    }
    if (stillAdmin && lastAdmin) {
      throw RefusedException.badRequest(
          "last_admin", "You are the last admin. Please make somebody else one first.");
    }
    tombstones.add(new Tombstone(account.permanentId(), clock.instant()));
    lock(account.id());
    writes.requireUnmoved(request);
    erase(account.id());
    return true;
  }

  /** Whoever appends to the pile has done so, or will fail. */
  private void lock(ReaderId readerId) {
    jdbc.sql("select pg_advisory_xact_lock(event_store.pile_lock(?))")
        .param(readerId.number())
        .query()
        .listOfRows();
  }

  private void erase(ReaderId readerId) {
    jdbc.sql(
            "insert into event_store.departed_reader (reader_id) values (?) on conflict do nothing")
        .param(readerId.number())
        .update();
    new Erasure(jdbc).of(readerId);
  }

  /** The account is gone, whether or not this succeeds; the database does it by itself in time. */
  private void forgetSamples() {
    try {
      new Erasure(jdbc).forgetSamples();
    } catch (DataAccessException e) {
      log.warn("Statistics of the database could not be made anew: {}", e.toString());
    }
  }

  /**
   * At the start: deletes the accounts that a copy of the data has brought back, and writes down
   * outside the database what it knows.
   */
  void honour() {
    try {
      Collection<Tombstone> outside = file == null ? Set.of() : file.read();
      outside.forEach(tombstones::add);
      for (ReaderId readerId : tombstones.accountsOf(tombstones.all())) {
        log.warn("reader {} had left, and was brought back by an older copy of the data", readerId);
        transaction.executeWithoutResult(
            status -> {
              LongTransactions.allow(jdbc);
              lock(readerId);
              erase(readerId);
            });
      }
    } catch (IOException e) {
      log.error("The file of deleted accounts cannot be read: {}", e.toString());
    }
    keepOutside();
  }

  private void keepOutside() {
    if (file != null) {
      try {
        file.add(tombstones.all());
      } catch (IOException | DataAccessException e) {
        log.error(
            "The file of deleted accounts cannot be written, which is tried again at the next"
                + " start: {}",
            e.toString());
      }
    }
  }
}
