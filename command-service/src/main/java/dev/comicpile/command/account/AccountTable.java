package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.PlainText;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts by their keys. */
@Component
public class AccountTable {

  private static final String COLUMNS =
      "id, username, email, password_hash, admin, locked_at is not null, demo, created_at,"
          + " permanent_id";

  private static final String SELECT = "select " + COLUMNS + " from accounts.account where ";

  private final JdbcClient jdbc;

  AccountTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Account> findById(ReaderId id) {
    return find("id = ?", id.number());
  }

  /**
   * An account that should be there.
   *
   * @throws org.springframework.web.server.ResponseStatusException 404, if there is none
   */
  public Account require(ReaderId id) {
    return findById(id).orElseThrow(() -> Accounts.notFound(id));
  }

  /**
   * The account of the reader who asks.
   *
   * @throws org.springframework.web.server.ResponseStatusException 401, if they have left meanwhile
   */
  public Account requireOwn(ReaderId id) {
    return findById(id).orElseThrow(Accounts::gone);
  }

  /** The account that somebody of that name logs in to, whatever white space is around it. */
  public Optional<Account> findByName(String username) {
    // PostgreSQL stores neither of these, so there can be no such name
    boolean storable =
        username.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(username);
    String exact = NameKey.exact(PlainText.trim(username));
    return storable
        ? jdbc.sql(SELECT + "username_key in (?, ?) order by username_key = ? desc limit 1")
            .params(NameKey.of(username), exact, exact)
            .query(AccountTable::account)
            .optional()
        : Optional.empty();
  }

  boolean existsAdmin() {
    return exists("admin = ?", true);
  }

  boolean existsByUsernameKey(String usernameKey) {
    return exists("username_key = ?", usernameKey);
  }

  public boolean existsByEmailKey(String emailKey) {
    return exists("email_key = ?", emailKey);
  }

  /**
   * Adds an account.
   *
   * @param id a number that nobody has had
   * @throws org.springframework.dao.DataIntegrityViolationException if the name or the address is
   *     taken
   */
  Account insert(
      ReaderId id,
      String username,
      @Nullable String email,
      @Nullable String passwordHash,
      boolean admin,
      Instant createdAt) {
    return jdbc.sql(
            """
            insert into accounts.account
              (username, username_key, email, email_key, password_hash, admin, created_at, id,
               key_revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning\s
            """
                + COLUMNS)
        .param(1, username)
        .param(2, NameKey.of(username))
        .param(3, email)
        .param(4, email == null ? null : NameKey.of(email))
        .param(5, passwordHash)
        .param(6, admin)
        .param(7, createdAt.atOffset(ZoneOffset.UTC))
        .param(8, id.number())
        .param(9, NameKey.REVISION)
        .query(AccountTable::account)
        .single();
  }

  void changePassword(ReaderId id, String passwordHash) {
    jdbc.sql("update accounts.account set password_hash = ? where id = ?")
        .params(passwordHash, id.number())
        .update();
  }

  /** Changes a password if nobody has logged in, as far as is remembered; whether it has. */
  boolean changeUnusedPassword(ReaderId id, String passwordHash) {
    return jdbc.sql(
                """
                update accounts.account set password_hash = :hash
                where id = :id
                  and not exists (select from accounts.token_family where account_id = :id)
                """)
            .param("hash", passwordHash)
            .param("id", id.number())
            .update()
        > 0;
  }

  /** Changes a password unless it was changed meanwhile, and says whether it has. */
  boolean changePassword(ReaderId id, @Nullable String oldHash, String newHash) {
    return jdbc.sql(
                """
                update accounts.account set password_hash = ?
                where id = ? and password_hash is not distinct from cast(? as text)
                """)
            .param(1, newHash)
            .param(2, id.number())
            .param(3, oldHash)
            .update()
        > 0;
  }

  void markDemo(ReaderId id) {
    jdbc.sql("update accounts.account set demo = true where id = ? and not demo")
        .param(id.number())
        .update();
  }

  /**
   * An account, which nobody can lock until the transaction ends; so nobody gets tokens of one that
   * has just been locked.
   */
  public Optional<Account> findUnchanged(ReaderId id) {
    return find("id = ? for share", id.number());
  }

  /**
   * Two accounts, or one, which nobody else can lock or unlock until the transaction ends; always
   * in the same order, so that two who ask for the same never wait for each other.
   */
  List<Account> findForLock(ReaderId one, ReaderId other) {
    return jdbc.sql(SELECT + "id in (?, ?) order by id for no key update")
        .params(one.number(), other.number())
        .query(AccountTable::account)
        .list();
  }

  /**
   * An account of which nobody else takes a way in, or locks it, until the transaction ends.
   *
   * @throws org.springframework.web.server.ResponseStatusException 404, if there is none
   */
  public Account requireForChange(ReaderId id) {
    return findForLock(id, id).stream().findFirst().orElseThrow(() -> Accounts.notFound(id));
  }

  /**
   * The same of the reader who asks. What belongs to an account is locked after it, as its deletion
   * does it.
   *
   * @throws org.springframework.web.server.ResponseStatusException 401, if they have left meanwhile
   */
  public Account requireOwnForChange(ReaderId id) {
    return findForLock(id, id).stream().findFirst().orElseThrow(Accounts::gone);
  }

  /**
   * Whether somebody else is an admin who can sign in. Until the transaction ends nobody else can
   * lock, demote or delete one of the admins, so that two who ask do it one after the other.
   */
  boolean hasOtherAdmins(ReaderId id) {
    return jdbc
        .sql(SELECT + "admin and locked_at is null order by id for no key update")
        .query(AccountTable::account)
        .list()
        .stream()
        .anyMatch(admin -> !admin.id().equals(id));
  }

  /**
   * The account of the reader who asks, about to be deleted; nobody can log in to it any more.
   *
   * @throws org.springframework.web.server.ResponseStatusException 401, if they have left meanwhile
   */
  Account requireForDeletion(ReaderId id) {
    return find("id = ? for update", id.number()).orElseThrow(Accounts::gone);
  }

  /** Sets a lock, or takes it away. */
  void setLock(ReaderId id, @Nullable Instant lockedAt) {
    jdbc.sql("update accounts.account set locked_at = cast(? as timestamptz) where id = ?")
        .param(1, lockedAt == null ? null : lockedAt.atOffset(ZoneOffset.UTC))
        .param(2, id.number())
        .update();
  }

  void setAdmin(ReaderId id, boolean admin) {
    jdbc.sql("update accounts.account set admin = ? where id = ?")
        .params(admin, id.number())
        .update();
  }

  /**
   * How many ways there are in to an account.
   *
   * @param providersOnly whether its password and its passkeys open nothing
   */
  int waysIn(ReaderId id, boolean providersOnly) {
    return jdbc.sql(
            """
            select count(*) filter (where i.id is not null)
              + case when cast(:only as boolean) then 0
                else (select count(*) from accounts.passkey where account_id = :id)
                  + (select count(password_hash) from accounts.account where id = :id) end
            from accounts.identity i where i.account_id = :id
            """)
        .param("id", id.number())
        .param("only", providersOnly)
        .query(Integer.class)
        .single();
  }

  private Optional<Account> find(String condition, Object id) {
    return jdbc.sql(SELECT + condition).param(id).query(AccountTable::account).optional();
  }

  private boolean exists(String condition, Object value) {
    return jdbc.sql("select exists (select from accounts.account where " + condition + ")")
        .param(value)
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    return new Account(
        new ReaderId(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getObject(9, UUID.class));
  }
}
