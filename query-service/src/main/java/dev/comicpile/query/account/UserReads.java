package dev.comicpile.query.account;

import dev.comicpile.api.ReaderId;
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.history.RestorePoint;
import dev.comicpile.query.read.PileReads;
import dev.comicpile.web.Paging;
import dev.comicpile.web.Reader;
import dev.comicpile.web.RefusedException;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The users as an admin sees them. */
@RestController
@RequestMapping("/api/admin/users")
class UserReads {

  private static final int DEFAULT_LIMIT = 50;

  /** Columns that a command-service of before has not made yet are read as if they were null. */
  private static final String USERS =
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
      """;

  private final JdbcClient jdbc;
  private final PileReads reads;

  UserReads(JdbcClient jdbc, PileReads reads) {
    this.jdbc = jdbc;
    this.reads = reads;
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

  /**
   * The users in the order in which they registered, and how many there are.
   *
   * <p>Without e-mail addresses: reads do not know them.
   */
  @GetMapping
  UserList listUsers(@Valid Paging paging) {
    long total = jdbc.sql("select count(*) from accounts.account").query(Long.class).single();
    return new UserList(
        total,
        jdbc.sql(USERS)
            .params(paging.limitOr(DEFAULT_LIMIT), paging.skipped())
            .query(FactsJson.rows(UserList.User.class))
            .list());
  }

  /**
   * The restore points of all sessions of a user, newest first.
   *
   * <p>Answered from a view of that user's pile, whose version the answer names.
   */
  @GetMapping("/{user_id}/snapshots")
  ResponseEntity<List<RestorePoint>> listUserSnapshots(
      Reader admin, @PathVariable("user_id") ReaderId userId, @Valid Paging paging) {
    String username =
        jdbc.sql("select username from accounts.account where id = ?")
            .param(userId.number())
            .query((row, number) -> row.getString(1))
            .optional()
            .orElseThrow(
                () -> RefusedException.notFound("user_not_found", "User " + userId + " not found"));
    // The version is that of the user's pile, also the one to wait for.
    return reads.ofPile(
        new Reader(userId, username, false, admin.familyId()),
        RestorePoint.latest(paging.limitOr(DEFAULT_LIMIT), paging.skipped()));
  }
}
