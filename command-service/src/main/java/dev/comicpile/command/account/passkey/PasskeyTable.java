package dev.comicpile.command.account.passkey;

import dev.comicpile.api.ReaderId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The passkeys of each account, and what passkeys are asked to sign. */
@Component
class PasskeyTable {

  private static final String SHOWN = "id, name, created_at, last_used_at";

  private static final String STORED =
      """
      select k.id, k.account_id, a.permanent_id, k.name, k.credential_id, k.public_key,
        k.signature_count, k.verified, k.backup_eligible, k.backed_up, k.transports,
        k.attestation_object, k.created_at
      from accounts.passkey k join accounts.account a on a.id = k.account_id where\s
      """;

  private final JdbcClient jdbc;

  PasskeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A passkey as its reader sees it. */
  @Schema(name = "Passkey")
  record Passkey(long id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}

  /**
   * A passkey as it is checked.
   *
   * @param id 0 before it is stored
   * @param owner the permanent id of its account
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps one
  record StoredPasskey(
      long id,
      ReaderId accountId,
      UUID owner,
      String name,
      byte[] credentialId,
      byte[] publicKey,
      long signatureCount,
      boolean verified,
      boolean backupEligible,
      boolean backedUp,
      List<String> transports,
      byte[] attestationObject,
      Instant createdAt) {

    @Override
    public String toString() {
      return "StoredPasskey of " + accountId;
    }
  }

  /** What is signed only once. */
  void keepChallenge(
      byte[] challenge, @Nullable ReaderId accountId, Instant now, Instant expiresAt) {
    jdbc.sql("delete from accounts.passkey_challenge where expires_at < ?")
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into accounts.passkey_challenge (challenge, account_id, expires_at)"
                + " values (?, cast(? as bigint), ?)")
        .param(1, challenge)
        .param(2, accountId == null ? null : (Long) accountId.number())
        .param(3, expiresAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Uses a challenge up, and says whether it was good; of two at once one has it.
   *
   * @param accountId whose passkey is to be made; null for a sign-in
   */
  boolean useChallenge(byte[] challenge, @Nullable ReaderId accountId, Instant now) {
    return jdbc.sql(
                """
                delete from accounts.passkey_challenge
                where challenge = ? and account_id is not distinct from cast(? as bigint)
                  and expires_at > ?
                """)
            .param(1, challenge)
            .param(2, accountId == null ? null : (Long) accountId.number())
            .param(3, now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  List<Passkey> findAll(ReaderId accountId) {
    return jdbc.sql(
            "select " + SHOWN + " from accounts.passkey where account_id = ? order by id desc")
        .param(accountId.number())
        .query(new SimplePropertyRowMapper<>(Passkey.class))
        .list();
  }

  /** What the passkeys of a reader are called by their devices. */
  List<byte[]> credentialIds(ReaderId accountId) {
    return jdbc.sql("select credential_id from accounts.passkey where account_id = ?")
        .param(accountId.number())
        .query((row, number) -> row.getBytes(1))
        .list();
  }

  Optional<Passkey> rename(ReaderId accountId, long id, String name) {
    return jdbc.sql(
            "update accounts.passkey set name = ? where account_id = ? and id = ? returning "
                + SHOWN)
        .params(name, accountId.number(), id)
        .query(Passkey.class)
        .optional();
  }

  /** Takes a passkey of a reader away, and says whether there was one. */
  boolean delete(ReaderId accountId, long id) {
    return jdbc.sql("delete from accounts.passkey where account_id = ? and id = ?")
            .params(accountId.number(), id)
            .update()
        > 0;
  }

  /**
   * Stores a new passkey.
   *
   * @throws org.springframework.dao.DuplicateKeyException if it is there already
   */
  void insert(StoredPasskey passkey) {
    jdbc.sql(
            """
            insert into accounts.passkey
              (account_id, name, credential_id, public_key, signature_count, verified,
               backup_eligible, backed_up, transports, attestation_object, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(1, passkey.accountId().number())
        .param(2, passkey.name())
        .param(3, passkey.credentialId())
        .param(4, passkey.publicKey())
        .param(5, passkey.signatureCount())
        .param(6, passkey.verified())
        .param(7, passkey.backupEligible())
        .param(8, passkey.backedUp())
        .param(9, passkey.transports().toArray(String[]::new))
        .param(10, passkey.attestationObject())
        .param(11, passkey.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Notes that a passkey has signed. */
  void use(byte[] credentialId, long signatureCount, boolean backedUp, Instant now) {
    jdbc.sql(
            """
            update accounts.passkey set signature_count = ?, backed_up = ?, last_used_at = ?
            where credential_id = ?
            """)
        .params(signatureCount, backedUp, now.atOffset(ZoneOffset.UTC), credentialId)
        .update();
  }

  Optional<StoredPasskey> find(byte[] credentialId) {
    return jdbc.sql(STORED + "k.credential_id = ?")
        .param(credentialId)
        .query(PasskeyTable::stored)
        .optional();
  }

  List<StoredPasskey> findByOwner(UUID permanentId) {
    return jdbc.sql(STORED + "a.permanent_id = ?")
        .param(permanentId)
        .query(PasskeyTable::stored)
        .list();
  }

  private static StoredPasskey stored(ResultSet row, int number) throws SQLException {
    return new StoredPasskey(
        row.getLong(1),
        new ReaderId(row.getLong(2)),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getBytes(5),
        row.getBytes(6),
        row.getLong(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getBoolean(10),
        List.of((String[]) row.getArray(11).getArray()),
        row.getBytes(12),
        row.getObject(13, OffsetDateTime.class).toInstant());
  }
}
