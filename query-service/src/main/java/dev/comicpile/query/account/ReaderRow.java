package dev.comicpile.query.account;

import dev.comicpile.api.event.AccountEvent.ReaderRegistered;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A reader as the views know them: no secrets. */
@Entity
@Table(schema = "views", name = "reader")
class ReaderRow {

  @Id private long id;

  private String username;

  @Column(name = "registered_at")
  private Instant registeredAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected ReaderRow() {}

  ReaderRow(ReaderRegistered event) {
    this.id = event.readerId();
    this.username = event.username();
    this.registeredAt = event.at();
  }

  String username() {
    return username;
  }

  Instant registeredAt() {
    return registeredAt;
  }
}
