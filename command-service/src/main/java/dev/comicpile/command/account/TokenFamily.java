package dev.comicpile.command.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All tokens that grew from one login. */
@Entity
@Table(schema = "accounts", name = "token_family")
class TokenFamily {

  @Id private UUID id;

  @Column(nullable = false)
  private long accountId;

  @Column(nullable = false)
  private UUID refreshId;

  @Column(nullable = false)
  private Instant createdAt;

  @Column(nullable = false)
  private Instant accessExpiresAt;

  @Column(nullable = false)
  private Instant expiresAt;

  private @Nullable Instant revokedAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected TokenFamily() {}

  TokenFamily(
      UUID id,
      long accountId,
      UUID refreshId,
      Instant createdAt,
      Instant accessExpiresAt,
      Instant expiresAt) {
    this.id = id;
    this.accountId = accountId;
    this.refreshId = refreshId;
    this.createdAt = createdAt;
    this.accessExpiresAt = accessExpiresAt;
    this.expiresAt = expiresAt;
  }

  UUID id() {
    return id;
  }

  long accountId() {
    return accountId;
  }

  /** When the last access token of the family expires by itself. */
  Instant accessExpiresAt() {
    return accessExpiresAt;
  }

  boolean isRevoked() {
    return revokedAt != null;
  }

  /** Whether that is the one refresh token of the family that can still be used. */
  boolean isLatest(UUID refreshId) {
    return this.refreshId.equals(refreshId);
  }

  void rotate(UUID nextRefreshId, Instant accessExpiresAt, Instant expiresAt) {
    this.refreshId = nextRefreshId;
    this.accessExpiresAt = accessExpiresAt;
    this.expiresAt = expiresAt;
  }

  void revoke(Instant at) {
    revokedAt = at;
  }
}
