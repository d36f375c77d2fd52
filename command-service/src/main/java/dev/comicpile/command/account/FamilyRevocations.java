package dev.comicpile.command.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.comicpile.web.RevokedFamilies;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which token families no longer count, by their own table. Other processes revoke too, so that
 * what is remembered is forgotten soon; what this process revokes counts at once.
 */
@Component
class FamilyRevocations implements RevokedFamilies {

  private static final Duration REMEMBERED = Duration.ofMillis(500);
  private static final int MOST_REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final Cache<String, Boolean> revoked =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  FamilyRevocations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isRevoked(String familyId) {
    return revoked.get(familyId, this::find);
  }

  /** A family is forgotten only when all its tokens have expired by themselves. */
  private boolean find(String familyId) {
    UUID id;
    try {
      id = UUID.fromString(familyId);
    } catch (IllegalArgumentException e) {
      return true;
    }
    return jdbc.sql("select revoked_at is not null from accounts.token_family where id = ?")
        .param(id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /**
   * Remembers a revocation from the end of this transaction on. A lookup that began before it
   * cannot hide it: the cache lets one at a time write a key, so this comes after the lookup.
   */
  void revokedWhenCommitted(String familyId) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            revoked.put(familyId, true);
          }
        });
  }
}
