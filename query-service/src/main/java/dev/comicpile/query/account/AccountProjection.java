package dev.comicpile.query.account;

import dev.comicpile.api.event.AccountEvent.ReaderRegistered;
import dev.comicpile.api.event.AccountEvent.TokensRevoked;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The processing group that keeps what reads know of accounts. These events are delivered at least
 * once and set what they say, so that a second time changes nothing.
 */
@Component
@ProcessingGroup("accounts")
class AccountProjection {

  /** For clocks that differ between machines. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final ReaderRows readers;
  private final RevokedFamilyRows families;
  private final ViewOfRevokedFamilies revoked;
  private final Clock clock;

  AccountProjection(
      ReaderRows readers, RevokedFamilyRows families, ViewOfRevokedFamilies revoked, Clock clock) {
    this.readers = readers;
    this.families = families;
    this.revoked = revoked;
    this.clock = clock;
  }

  @EventHandler
  void on(ReaderRegistered event) {
    readers.save(new ReaderRow(event));
  }

  @EventHandler
  void on(TokensRevoked event) {
    families.save(new RevokedFamilyRow(event));
    families.forgetExpiredBefore(clock.instant().minus(GRACE));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            revoked.forget(event.familyId());
          }
        });
  }
}
