package dev.comicpile.query;

import dev.comicpile.api.ReaderId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts in the shared database, which the command-service would write. */
public final class AccountsOfTests {

  private AccountsOfTests() {}

  /** Makes the tables as the command-service does. */
  static void migrate(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .schemas("accounts")
        .defaultSchema("accounts")
        .locations("filesystem:../command-service/src/main/resources/db/accounts")
        .load()
        .migrate();
  }

  /** Registers a reader. */
  public static void register(JdbcClient jdbc, ReaderId readerId, String username, Instant at) {
    jdbc.sql(
            """
            insert into accounts.account
              (id, username, username_key, password_hash, created_at)
            values (?, ?, ?, '', ?) on conflict (id) do nothing
            """)
        .params(readerId.number(), username, username + " " + readerId, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Revokes a family of tokens of a reader who is registered. */
  static void revoke(JdbcClient jdbc, ReaderId readerId, UUID family, Instant accessExpiresAt) {
    jdbc.sql(
            """
            insert into accounts.token_family (id, account_id, refresh_id, created_at,
              access_expires_at, expires_at, revoked_at)
            values (?, ?, gen_random_uuid(), now(), ?, ?, now())
            """)
        .params(
            family,
            readerId.number(),
            accessExpiresAt.atOffset(ZoneOffset.UTC),
            accessExpiresAt.atOffset(ZoneOffset.UTC))
        .update();
  }
}
