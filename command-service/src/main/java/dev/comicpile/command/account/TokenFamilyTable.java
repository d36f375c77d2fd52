package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Networks;
import dev.comicpile.web.RevokedFamilies.RevokedFamily;
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

/**
 * The token families by id, and their refresh tokens. Whoever reads or writes these holds the lock
 * of their family.
 */
@Component
public class TokenFamilyTable {

  private final JdbcClient jdbc;

  TokenFamilyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Gives out a refresh token of a family, be it a new one or one that goes on, and notes that its
   * device was seen.
   *
   * @param device what the reader logs in with; null for a family that goes on, whose device stays
   */
  void giveOut(
      UUID refreshId,
      UUID familyId,
      ReaderId accountId,
      @Nullable Device device,
      Instant now,
      Instant accessExpiresAt,
      Instant expiresAt) {
    jdbc.sql(
            """
            with family as (
              insert into accounts.token_family
                (id, account_id, refresh_id, created_at, access_expires_at, expires_at,
                 network, device, last_seen_at)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?)
              on conflict (id) do update
                set refresh_id = excluded.refresh_id, last_seen_at = excluded.last_seen_at,
                    access_expires_at = excluded.access_expires_at, expires_at = excluded.expires_at
              returning id, refresh_id, expires_at)
            insert into accounts.refresh_token (id, family_id, expires_at)
            select refresh_id, id, expires_at from family
            """)
        .param(1, familyId)
        .param(2, accountId.number())
        .param(3, refreshId)
        .param(4, inUtc(now))
        .param(5, inUtc(accessExpiresAt))
        .param(6, inUtc(expiresAt))
        .param(7, device == null ? null : device.network())
        .param(8, device == null ? null : device.name())
        .param(9, inUtc(now))
        .update();
  }

  /**
   * Whose a family is, if it is not revoked. It is locked until the transaction ends: of two
   * refreshes with one token the second waits and then finds when the token was used.
   */
  public Optional<ReaderId> lock(UUID id) {
    return jdbc.sql(
            """
            select account_id from accounts.token_family
            where id = ? and revoked_at is null for update
            """)
        .param(id)
        .query(Long.class)
        .optional()
        .map(ReaderId::new);
  }

  /** Whether its reader signed in after a moment. */
  boolean beganAfter(UUID id, Instant moment) {
    return jdbc.sql(
            "select exists (select from accounts.token_family where id = ? and created_at > ?)")
        .params(id, inUtc(moment))
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** Whether a reader has logged in from a network, as far as it is remembered. */
  boolean existsFrom(ReaderId accountId, String network) {
    return jdbc.sql(
            "select exists (select from accounts.token_family"
                + " where account_id = ? and network = ?)")
        .params(accountId.number(), network)
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /**
   * What a reader is shown of the families that still count, seen last first.
   *
   * @param current the one that asks
   */
  List<DeviceSession> sessions(ReaderId accountId, UUID current, Instant now) {
    return jdbc.sql(
            """
            select number, device, network, created_at,
              coalesce(last_seen_at, created_at) as last_seen_at, id = ? as current
            from accounts.token_family
            where account_id = ? and revoked_at is null and expires_at >= ?
            order by last_seen_at desc, number desc
            """)
        .params(current, accountId.number(), inUtc(now))
        .query(TokenFamilyTable::session)
        .list();
  }

  private static DeviceSession session(ResultSet row, int number) throws SQLException {
    String device = row.getString("device");
    String network = row.getString("network");
    return new DeviceSession(
        row.getLong("number"),
        device == null ? Device.UNKNOWN : device,
        network == null ? null : Networks.shortened(network),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("current"));
  }

  /** Lets the tokens of a family count no more; nothing if there is none such. */
  List<RevokedFamily> revoke(UUID id, Instant now) {
    return jdbc.sql(
            """
            update accounts.token_family set revoked_at = coalesce(revoked_at, ?) where id = ?
            returning id, access_expires_at
            """)
        .params(inUtc(now), id)
        .query(TokenFamilyTable::revoked)
        .list();
  }

  /** The same of a family of a reader that still counts, by its number. */
  List<RevokedFamily> revoke(ReaderId accountId, long number, Instant now) {
    return jdbc.sql(
            """
            update accounts.token_family set revoked_at = ?
            where account_id = ? and number = ? and revoked_at is null and expires_at >= ?
            returning id, access_expires_at
            """)
        .params(inUtc(now), accountId.number(), number, inUtc(now))
        .query(TokenFamilyTable::revoked)
        .list();
  }

  /**
   * The same of all families of a reader that still count; always in the same order, so that two
   * who do it never wait for each other.
   *
   * @param except one that goes on; null for none
   */
  List<RevokedFamily> revokeAll(ReaderId accountId, @Nullable UUID except, Instant now) {
    return jdbc.sql(
            """
            update accounts.token_family set revoked_at = ?
            where id in (
              select id from accounts.token_family
              where account_id = ? and revoked_at is null and expires_at >= ?
                and id is distinct from cast(? as uuid)
              order by id for update)
            returning id, access_expires_at
            """)
        .param(1, inUtc(now))
        .param(2, accountId.number())
        .param(3, inUtc(now))
        .param(4, except)
        .query(TokenFamilyTable::revoked)
        .list();
  }

  private static RevokedFamily revoked(ResultSet row, int number) throws SQLException {
    return new RevokedFamily(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
  }

  /** Forgets the families of a reader whose tokens have all expired. */
  void deleteExpired(ReaderId accountId, Instant now) {
    jdbc.sql("delete from accounts.token_family where account_id = ? and expires_at < ?")
        .params(accountId.number(), inUtc(now))
        .update();
  }

  /**
   * Whether a token of a family was never used, or used first after a moment. One that is not known
   * was used before, but for the one that the family names: a program of before this table has
   * given it out.
   */
  boolean isGood(UUID id, UUID familyId, Instant justNow) {
    return jdbc.sql(
            """
            select coalesce(t.used_at >= ?, t.id is not null or f.refresh_id = ?)
            from accounts.token_family f
            left join accounts.refresh_token t on t.family_id = f.id and t.id = ?
            where f.id = ?
            """)
        .params(inUtc(justNow), id, id, familyId)
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** Notes the first use of a token, also of one that a program of before this table gave out. */
  void useToken(UUID id, UUID familyId, Instant at) {
    jdbc.sql(
            """
            insert into accounts.refresh_token as known (id, family_id, expires_at, used_at)
            select ?, id, expires_at, ? from accounts.token_family where id = ?
            on conflict (id) do update set used_at = coalesce(known.used_at, excluded.used_at)
            """)
        .params(id, inUtc(at), familyId)
        .update();
  }

  /** Forgets the tokens of a family that were used before a moment, and those that have expired. */
  void deleteSpentTokens(UUID familyId, Instant usedBefore, Instant now) {
    jdbc.sql(
            "delete from accounts.refresh_token"
                + " where family_id = ? and (used_at < ? or expires_at < ?)")
        .params(familyId, inUtc(usedBefore), inUtc(now))
        .update();
  }

  private static OffsetDateTime inUtc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
