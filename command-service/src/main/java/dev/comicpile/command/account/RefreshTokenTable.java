package dev.comicpile.command.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The refresh tokens of each family. Whoever reads or writes them holds the lock of their family.
 */
@Component
class RefreshTokenTable {

  private final JdbcClient jdbc;

  RefreshTokenTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A refresh token.
   *
   * @param usedAt when it was used first, null if it never was
   */
  record RefreshToken(UUID id, @Nullable Instant usedAt) {}

  void insert(UUID id, UUID familyId, Instant expiresAt) {
    jdbc.sql("insert into accounts.refresh_token (id, family_id, expires_at) values (?, ?, ?)")
        .params(id, familyId, inUtc(expiresAt))
        .update();
  }

  Optional<RefreshToken> find(UUID id, UUID familyId) {
    return jdbc.sql("select id, used_at from accounts.refresh_token where id = ? and family_id = ?")
        .params(id, familyId)
        .query(RefreshToken.class)
        .optional();
  }

  /** Notes the first use of a token, also of one that a program of before this table gave out. */
  void use(UUID id, UUID familyId, Instant at) {
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
  void deleteSpent(UUID familyId, Instant usedBefore, Instant now) {
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
