package dev.comicpile.query.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.FactsJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the users and what they have. */
@Component
class Users {

  private final JdbcClient jdbc;

  Users(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Users in the order in which they registered. Columns that a command-service of before has not
   * made yet are read as if they were null.
   */
  UserList list(int limit, int offset) {
    long total = jdbc.sql("select count(*) from accounts.account").query(Long.class).single();
    return new UserList(
        total,
        jdbc.sql(
                """
                select to_json(u) from (
                select r.id, r.username, r.created_at, r.admin as is_admin,
                  to_jsonb(r) ->> 'locked_at' is not null as locked,
                  coalesce((to_jsonb(r) ->> 'demo')::boolean, false) as is_demo,
                  (to_jsonb(r) ->> 'name_like')::bigint as name_like, coalesce(a.version, 0) as version,
                  (select count(*) from views.thread t
                   where t.reader_id = r.id and t.order_key is not null) as active_threads,
                  (select count(*) from views.thread t
                   where t.reader_id = r.id and t.order_key is null) as completed_threads,
                  (select (h.action ->> 'at')::timestamptz from views.history_entry h
                   where h.reader_id = r.id and h.action is not null
                   order by h.version desc limit 1) as last_action_at
                from accounts.account r
                left join views.applied a on a.view = 'history' and a.reader_id = r.id
                order by r.id limit ? offset ?) u
                """)
            .params(limit, offset)
            .query(FactsJson.rows(UserList.User.class))
            .list());
  }

  /** The name of a user, if there is one of that id. */
  Optional<String> username(ReaderId id) {
    return jdbc.sql("select username from accounts.account where id = ?")
        .param(id.number())
        .query((row, number) -> row.getString(1))
        .optional();
  }

  /**
   * A part of the users.
   *
   * @param total how many there are in all
   */
  record UserList(long total, List<User> users) {

    /**
     * A user, as far as reads know them: no e-mail and no secrets.
     *
     * @param locked whether nobody can sign in to the account
     * @param isDemo whether it is the demo reader, whose account cannot be changed
     * @param nameLike the user whose name looks the same, where this one logs in by the exact name
     *     only; null for almost all
     * @param version how many events their stream holds
     * @param lastActionAt when they did something last, null where they never did
     */
    record User(
        ReaderId id,
        String username,
        Instant createdAt,
        boolean isAdmin,
        boolean locked,
        boolean isDemo,
        @Nullable ReaderId nameLike,
        long version,
        long activeThreads,
        long completedThreads,
        @Nullable Instant lastActionAt) {}
  }
}
