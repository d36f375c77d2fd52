package dev.comicpile.command.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes keys anew that were made by the rules of before, once, at the start. Where a name is by the
 * rules of today that of another account, that one has it, and the other is known by its exact name
 * from then on.
 */
@Component
class NameKeys {

  private static final Logger log = LoggerFactory.getLogger(NameKeys.class);

  private static final String OUTDATED = "key_revision < " + NameKey.REVISION;

  private final JdbcClient jdbc;

  NameKeys(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    if (isOutdated()) {
      transaction.executeWithoutResult(status -> renew());
    }
  }

  private record Names(
      long id,
      String username,
      String usernameKey,
      @Nullable String email,
      @Nullable String emailKey) {

    boolean changes() {
      return !NameKey.of(username).equals(usernameKey)
          || (email != null && !NameKey.of(email).equals(emailKey));
    }
  }

  private boolean isOutdated() {
    return jdbc.sql("select exists (select from accounts.account where " + OUTDATED + ")")
        .query((row, number) -> row.getBoolean(1))
        .single();
  }

  private void renew() {
    // One service at a time; whoever comes second finds nothing to do.
    jdbc.sql("lock table accounts.account in share row exclusive mode").update();
    jdbc
        .sql(
            "select id, username, username_key, email, email_key from accounts.account where "
                + OUTDATED
                + " order by id")
        .query(new SimplePropertyRowMapper<>(Names.class))
        .list()
        .stream()
        .filter(Names::changes)
        .forEach(this::renew);
    jdbc.sql(
            "update accounts.account set key_revision = " + NameKey.REVISION + " where " + OUTDATED)
        .update();
    renewImported();
  }

  private void renew(Names names) {
    String key = NameKey.of(names.username());
    Long other = otherWith("username_key", key, names.id());
    if (other != null) {
      log.warn(
          "The names of the readers {} and {} look alike: {} logs in by the exact name only",
          names.id(),
          other,
          names.id());
    }
    jdbc.sql(
            "update accounts.account set username_key = ?, name_like = cast(? as bigint)"
                + " where id = ?")
        .param(1, other == null ? key : NameKey.exact(names.username()))
        .param(2, other)
        .param(3, names.id())
        .update();
    String email = names.email();
    if (email != null && otherWith("email_key", NameKey.of(email), names.id()) == null) {
      jdbc.sql("update accounts.account set email_key = ? where id = ?")
          .params(NameKey.of(email), names.id())
          .update();
    }
  }

  private @Nullable Long otherWith(String column, String key, long id) {
    return jdbc.sql("select id from accounts.account where " + column + " = ? and id <> ?")
        .params(key, id)
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  /** An import that was broken off goes on by the keys of its readers' names. */
  private void renewImported() {
    record Imported(String archive, String key) {}
    List<Imported> changed =
        jdbc
            .sql("select archive, username_key from accounts.imported_reader")
            .query((row, number) -> new Imported(row.getString(1), row.getString(2)))
            .list()
            .stream()
            .filter(imported -> !NameKey.ofWhole(imported.key()).equals(imported.key()))
            .toList();
    for (Imported imported : changed) {
      jdbc.sql(
              """
              update accounts.imported_reader old set username_key = :key
              where archive = :archive and username_key = :old
                and not exists (
                  select from accounts.imported_reader
                  where archive = :archive and username_key = :key)
              """)
          .param("key", NameKey.ofWhole(imported.key()))
          .param("archive", imported.archive())
          .param("old", imported.key())
          .update();
    }
  }
}
