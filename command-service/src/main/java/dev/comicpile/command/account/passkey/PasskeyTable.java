package dev.comicpile.command.account.passkey;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The passkeys of each account, and what passkeys are asked to sign. */
@Component
class PasskeyTable {

  private static final String SHOWN = "id, name, created_at, last_used_at";

  private final JdbcClient jdbc;

  PasskeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A passkey as its reader sees it. */
  record Passkey(long id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}

  /**
   * What is stored of a new passkey.
   *
   * @param verified whether it has looked at who holds it
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps one
  record MadePasskey(
      byte[] credentialId,
      byte[] publicKey,
      long signatureCount,
      boolean verified,
      boolean backupEligible,
      boolean backedUp,
      List<String> transports,
      byte[] attestationObject) {}

  /**
   * A passkey as it is checked.
   *
   * @param attestationObject what its authenticator said of it when it was made
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps one
  record KnownPasskey(
      long accountId,
      byte[] credentialId,
      byte[] attestationObject,
      long signatureCount,
      boolean backedUp) {

    /** The same, after it has signed. */
    KnownPasskey after(long count, boolean backedUpNow) {
      return new KnownPasskey(accountId, credentialId, attestationObject, count, backedUpNow);
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
        .param(2, number(accountId))
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
            .param(2, number(accountId))
            .param(3, now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  private static @Nullable Long number(@Nullable ReaderId accountId) {
    return accountId == null ? null : (Long) accountId.number();
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

  /**
   * A passkey of a reader.
   *
   * @throws RefusedException 404, if there is none
   */
  Passkey require(ReaderId accountId, long id) {
    return findAll(accountId).stream()
        .filter(passkey -> passkey.id() == id)
        .findFirst()
        .orElseThrow(() -> notFound(id));
  }

  /**
   * Gives a passkey of a reader another name.
   *
   * @throws RefusedException 404, if there is none
   */
  void rename(ReaderId accountId, long id, String name) {
    requireOne(
        id,
        jdbc.sql("update accounts.passkey set name = ? where account_id = ? and id = ?")
            .params(name, accountId.number(), id)
            .update());
  }

  /**
   * Takes a passkey of a reader away.
   *
   * @throws RefusedException 404, if there is none
   */
  void delete(ReaderId accountId, long id) {
    requireOne(
        id,
        jdbc.sql("delete from accounts.passkey where account_id = ? and id = ?")
            .params(accountId.number(), id)
            .update());
  }

  private static void requireOne(long id, int changed) {
    if (changed == 0) {
      throw notFound(id);
    }
  }

  private static RefusedException notFound(long id) {
    return RefusedException.notFound("passkey_not_found", "Passkey " + id + " not found");
  }

  /** Stores a new passkey; empty if it is there already. */
  Optional<Passkey> insert(ReaderId accountId, String name, MadePasskey made, Instant now) {
    return jdbc.sql(
            """
            insert into accounts.passkey
              (account_id, name, credential_id, public_key, signature_count, verified,
               backup_eligible, backed_up, transports, attestation_object, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (credential_id) do nothing
            returning\s
            """
                + SHOWN)
        .params(
            accountId.number(),
            name,
            made.credentialId(),
            made.publicKey(),
            made.signatureCount(),
            made.verified(),
            made.backupEligible(),
            made.backedUp(),
            made.transports().toArray(String[]::new),
            made.attestationObject(),
            now.atOffset(ZoneOffset.UTC))
        .query(Passkey.class)
        .optional();
  }

  Optional<KnownPasskey> find(byte[] credentialId) {
    return jdbc.sql(
            """
            select account_id, credential_id, attestation_object, signature_count, backed_up
            from accounts.passkey where credential_id = ?
            """)
        .param(credentialId)
        .query(KnownPasskey.class)
        .optional();
  }

  /** Notes that a passkey has signed. */
  void use(KnownPasskey passkey, Instant now) {
    jdbc.sql(
            """
            update accounts.passkey set signature_count = ?, backed_up = ?, last_used_at = ?
            where credential_id = ?
            """)
        .params(
            passkey.signatureCount(),
            passkey.backedUp(),
            now.atOffset(ZoneOffset.UTC),
            passkey.credentialId())
        .update();
  }
}
