package dev.comicpile.query.account;

import dev.comicpile.api.event.AccountEvent.TokensRevoked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A family of tokens that no longer counts. */
@Entity
@Table(schema = "views", name = "revoked_family")
class RevokedFamilyRow {

  @Id
  @Column(name = "family_id")
  private String familyId;

  @Column(name = "reader_id")
  private long readerId;

  @Column(name = "expires_at")
  private Instant expiresAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected RevokedFamilyRow() {}

  RevokedFamilyRow(TokensRevoked event) {
    this.familyId = event.familyId();
    this.readerId = event.readerId();
    this.expiresAt = event.expiresAt();
  }

  long readerId() {
    return readerId;
  }
}
