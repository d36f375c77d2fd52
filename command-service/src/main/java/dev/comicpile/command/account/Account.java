package dev.comicpile.command.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A registered reader. */
@Entity
@Table(schema = "accounts", name = "account")
class Account {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(nullable = false)
  private String username;

  @Column(nullable = false)
  private String usernameKey;

  private @Nullable String email;

  private @Nullable String emailKey;

  @Column(nullable = false)
  private String passwordHash;

  private boolean admin;

  @Column(nullable = false)
  private Instant createdAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Account() {}

  Account(
      String username,
      @Nullable String email,
      String passwordHash,
      boolean admin,
      Instant createdAt) {
    this.username = username;
    this.usernameKey = key(username);
    this.email = email;
    this.emailKey = email == null ? null : key(email);
    this.passwordHash = passwordHash;
    this.admin = admin;
    this.createdAt = createdAt;
  }

  /** A name or address as it is compared: the same for all ways to write it. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** The id; it has one once it is stored. */
  long id() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }

  String username() {
    return username;
  }

  /** The address; null for an admin made from the settings. */
  @Nullable String email() {
    return email;
  }

  String passwordHash() {
    return passwordHash;
  }

  boolean isAdmin() {
    return admin;
  }

  void changePassword(String newHash) {
    passwordHash = newHash;
  }

  void promote() {
    admin = true;
  }
}
