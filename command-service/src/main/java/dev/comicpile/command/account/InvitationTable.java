package dev.comicpile.command.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.web.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The invitations to register, by the hashes of their codes. */
@Component
class InvitationTable {

  private static final String COLUMNS = "id, name, created_at, expires_at, used_at, used_by";

  private static final String GOOD =
      "code_hash = ? and used_at is null and (expires_at is null or expires_at > ?)";

  private final JdbcClient jdbc;

  InvitationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Invitations, the newest first. */
  List<Invitation> find(int limit, int offset) {
    return jdbc.sql(
            "select " + COLUMNS + " from accounts.invitation order by id desc limit ? offset ?")
        .params(limit, offset)
        .query(new SimplePropertyRowMapper<>(Invitation.class))
        .list();
  }

  long insert(@Nullable String name, byte[] hash, Instant createdAt, @Nullable Instant expiresAt) {
    return jdbc.sql(
            """
            insert into accounts.invitation (name, code_hash, created_at, expires_at)
            values (?, ?, ?, cast(? as timestamptz))
            returning id
            """)
        .param(1, name)
        .param(2, hash)
        .param(3, createdAt.atOffset(ZoneOffset.UTC))
        .param(4, expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /**
   * Gives an invitation that nobody has used another code.
   *
   * @throws RefusedException 404, if there is none such
   */
  Invitation setHash(long id, byte[] hash) {
    return jdbc.sql(
            "update accounts.invitation set code_hash = ? where id = ? and used_at is null returning "
                + COLUMNS)
        .params(hash, id)
        .query(Invitation.class)
        .optional()
        .orElseThrow(() -> notFound(id));
  }

  boolean isGood(byte[] hash, Instant now) {
    return jdbc.sql("select exists (select from accounts.invitation where " + GOOD + ")")
        .params(hash, now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  /** Uses an invitation up, and says whether it was good; of two at once one has it. */
  boolean use(byte[] hash, ReaderId accountId, Instant now) {
    return jdbc.sql("update accounts.invitation set used_at = ?, used_by = ? where " + GOOD)
            .params(
                now.atOffset(ZoneOffset.UTC),
                accountId.number(),
                hash,
                now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /**
   * Takes an invitation away.
   *
   * @throws RefusedException 404, if there is none
   */
  void delete(long id) {
    if (jdbc.sql("delete from accounts.invitation where id = ?").param(id).update() == 0) {
      throw notFound(id);
    }
  }

  private static RefusedException notFound(long id) {
    return RefusedException.notFound("invitation_not_found", "Invitation " + id + " not found");
  }
}
