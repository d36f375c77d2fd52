package dev.comicpile.command.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts by their keys. */
@Component
class AccountTable {

  private static final String SELECT =
      "select id, username, email, password_hash, admin from accounts.account where ";

  private final JdbcClient jdbc;

  AccountTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Account> findById(long id) {
    return jdbc.sql(SELECT + "id = ?").param(id).query(AccountTable::account).optional();
  }

  Optional<Account> findByUsernameKey(String usernameKey) {
    return jdbc.sql(SELECT + "username_key = ?")
        .param(usernameKey)
        .query(AccountTable::account)
        .optional();
  }

  boolean existsById(long id) {
    return exists("id = ?", id);
  }

  boolean existsAdmin() {
    return exists("admin = ?", true);
  }

  boolean existsByUsernameKey(String usernameKey) {
    return exists("username_key = ?", usernameKey);
  }

  boolean existsByEmailKey(String emailKey) {
    return exists("email_key = ?", emailKey);
  }

  /**
   * Adds an account.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException if the name or the address is
   *     taken
   */
  Account insert(
      String username,
      @Nullable String email,
      String passwordHash,
      boolean admin,
      Instant createdAt) {
    return jdbc.sql(
            """
            insert into accounts.account
              (username, username_key, email, email_key, password_hash, admin, created_at)
            values (?, ?, ?, ?, ?, ?, ?)
            returning id, username, email, password_hash, admin
            """)
        .param(1, username)
        .param(2, Account.key(username))
        .param(3, email)
        .param(4, email == null ? null : Account.key(email))
        .param(5, passwordHash)
        .param(6, admin)
        .param(7, createdAt.atOffset(ZoneOffset.UTC))
        .query(AccountTable::account)
        .single();
  }

  void changePassword(long id, String passwordHash) {
    jdbc.sql("update accounts.account set password_hash = ? where id = ?")
        .params(passwordHash, id)
        .update();
  }

  void promote(long id) {
    jdbc.sql("update accounts.account set admin = true where id = ?").param(id).update();
  }

  private boolean exists(String condition, Object value) {
    return jdbc.sql("select exists (select from accounts.account where " + condition + ")")
        .param(value)
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5));
  }
}
