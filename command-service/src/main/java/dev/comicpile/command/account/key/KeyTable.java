package dev.comicpile.command.account.key;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.ApiKeys;
import dev.comicpile.web.RefusedException;
import dev.comicpile.web.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys for programs of each account. What they open is looked up by {@link ApiKeys}. */
@Component
class KeyTable {

  private static final String COLUMNS = "id, name, scopes, created_at, expires_at, last_used_at";

  private final JdbcClient jdbc;

  KeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All keys of a reader, the newest first, those that have expired too. */
  List<ApiKey> findAll(ReaderId accountId) {
    return jdbc.sql(
            "select " + COLUMNS + " from accounts.api_key where account_id = ? order by id desc")
        .param(accountId.number())
        .query(KeyTable::key)
        .list();
  }

  long insert(
      ReaderId accountId,
      String name,
      byte[] hash,
      Set<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    return jdbc.sql(
            """
            insert into accounts.api_key
              (account_id, name, key_hash, scopes, created_at, expires_at)
            values (?, ?, ?, ?, ?, cast(? as timestamptz))
            returning id
            """)
        .param(1, accountId.number())
        .param(2, name)
        .param(3, hash)
        .param(4, scopes.stream().sorted().map(Scope::toString).toArray(String[]::new))
        .param(5, createdAt.atOffset(ZoneOffset.UTC))
        .param(6, expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /**
   * Gives a key of a reader other letters.
   *
   * @throws RefusedException 404, if there is none
   */
  ApiKey setHash(ReaderId accountId, long id, byte[] hash) {
    return jdbc.sql(
            "update accounts.api_key set key_hash = ? where account_id = ? and id = ? returning "
                + COLUMNS)
        .params(hash, accountId.number(), id)
        .query(KeyTable::key)
        .optional()
        .orElseThrow(() -> notFound(id));
  }

  /**
   * Takes a key of a reader away.
   *
   * @throws RefusedException 404, if there is none
   */
  void delete(ReaderId accountId, long id) {
    int deleted =
        jdbc.sql("delete from accounts.api_key where account_id = ? and id = ?")
            .params(accountId.number(), id)
            .update();
    if (deleted == 0) {
      throw notFound(id);
    }
  }

  private static RefusedException notFound(long id) {
    return RefusedException.notFound("key_not_found", "Key " + id + " not found");
  }

  void deleteAll(ReaderId accountId) {
    jdbc.sql("delete from accounts.api_key where account_id = ?")
        .param(accountId.number())
        .update();
  }

  private static ApiKey key(ResultSet row, int number) throws SQLException {
    return new ApiKey(
        row.getLong("id"),
        row.getString("name"),
        ApiKeys.scopes((String[]) row.getArray("scopes").getArray()).stream().sorted().toList(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        time(row, "expires_at"),
        time(row, "last_used_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
