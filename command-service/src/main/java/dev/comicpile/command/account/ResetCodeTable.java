package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The codes for setting a new password, one for an account at most, by their hashes. */
@Component
class ResetCodeTable {

  /** How long a code is good for. */
  private static final Duration COUNTS = Duration.ofHours(1);

  private final JdbcClient jdbc;

  ResetCodeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a code for an account; the one before is good no more. */
  ResetCode make(ReaderId accountId, Instant now) {
    String code = OneTimeCode.make();
    ResetCode made = new ResetCode(new Secret(code), now.plus(COUNTS));
    jdbc.sql(
            """
            insert into accounts.reset_code (account_id, code_hash, expires_at) values (?, ?, ?)
            on conflict (account_id)
            do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at
            """)
        .params(
            accountId.number(), OneTimeCode.hash(code), made.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
    return made;
  }

  boolean exists(ReaderId accountId, byte[] hash, Instant now) {
    return jdbc.sql(
            """
            select exists (
              select from accounts.reset_code
              where account_id = ? and code_hash = ? and expires_at > ?)
            """)
        .params(accountId.number(), hash, now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** Takes a code away; of two who use it at once one does. */
  boolean use(ReaderId accountId, byte[] hash, Instant now) {
    return jdbc.sql(
                "delete from accounts.reset_code"
                    + " where account_id = ? and code_hash = ? and expires_at > ?")
            .params(accountId.number(), hash, now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }
}
