package dev.comicpile.command.account.oidc;

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

/** Which accounts of providers open which accounts here. */
@Component
class IdentityTable {

  private final JdbcClient jdbc;

  IdentityTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An account of a provider that opens the reader's.
   *
   * @param email its address there when it was linked, if the provider had verified one
   */
  record LinkedIdentity(long id, @Nullable String email, Instant linkedAt) {

    @Override
    public String toString() {
      return "Linked " + id; // an address does not belong in a log
    }
  }

  /** The account that an identity opens. */
  Optional<ReaderId> ownerOf(OidcIdentity identity) {
    return jdbc.sql("select account_id from accounts.identity where issuer = ? and subject = ?")
        .params(identity.issuer(), identity.subject())
        .query(Long.class)
        .optional()
        .map(ReaderId::new);
  }

  /**
   * Links an identity to an account.
   *
   * @throws org.springframework.dao.DuplicateKeyException if it is linked to one already
   */
  void link(OidcIdentity identity, ReaderId accountId, Instant now) {
    jdbc.sql(
            """
            insert into accounts.identity (account_id, issuer, subject, email, linked_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(1, accountId.number())
        .param(2, identity.issuer())
        .param(3, identity.subject())
        .param(4, identity.verifiedEmail())
        .param(5, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<LinkedIdentity> findAll(ReaderId accountId) {
    return jdbc.sql(
            "select id, email, linked_at from accounts.identity where account_id = ? order by id")
        .param(accountId.number())
        .query(new SimplePropertyRowMapper<>(LinkedIdentity.class))
        .list();
  }

  /**
   * Takes a link of a reader away.
   *
   * @throws RefusedException 404, if there is none
   */
  void delete(ReaderId accountId, long id) {
    int deleted =
        jdbc.sql("delete from accounts.identity where account_id = ? and id = ?")
            .params(accountId.number(), id)
            .update();
    if (deleted == 0) {
      throw RefusedException.notFound("identity_not_found", "Identity " + id + " not found");
    }
  }
}
