package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a view keeps a reader's threads as they are now: all that is known of them, or a part. */
@SuppressWarnings("ImmutableEnumChecker") // a table is a record of texts
public enum ThreadTable {
  QUEUE("views.thread", true),
  ANALYTICS("views.analytics_thread", false);

  private static final String PART =
      """
      title text, format text, issues_remaining integer, last_rating double precision,
      last_activity_at timestamptz, created_at timestamptz\
      """;
  private static final String REST =
      """
      , order_key numeric, review_url text, last_review_at timestamptz, notes text,
      is_test boolean\
      """;

  private final String name;
  private final boolean whole;
  private final Rows.Table rows;

  ThreadTable(String name, boolean whole) {
    this.name = name;
    this.whole = whole;
    String columns = PART + (whole ? REST : "");
    this.rows =
        Rows.Table.of(
            name + " as held",
            "id bigint, reader_id bigint, " + columns,
            // Another reader's thread is never touched, whatever an event names.
            "on conflict (id) do update set "
                + excluded(columns)
                + " where held.reader_id = excluded.reader_id");
  }

  private static String excluded(String columns) {
    return Arrays.stream(columns.split(","))
        .map(column -> column.strip().split(" ", 2)[0])
        .map(column -> column + " = excluded." + column)
        .collect(Collectors.joining(", "));
  }

  /** Those of a reader's threads that it holds. */
  Collection<ThreadFacts> find(JdbcClient jdbc, ReaderId readerId, Set<ThreadId> ids) {
    return jdbc.sql("select * from " + name + " where reader_id = ? and id = any (?)")
        .params(readerId.number(), numbers(ids))
        .query((row, number) -> facts(row))
        .list();
  }

  private static Long[] numbers(Collection<ThreadId> ids) {
    return ids.stream().map(ThreadId::number).toArray(Long[]::new);
  }

  private ThreadFacts facts(ResultSet row) throws SQLException {
    return new ThreadFacts(
        new ThreadId(row.getLong("id")),
        row.getString("title"),
        row.getString("format"),
        row.getInt("issues_remaining"),
        whole ? row.getBigDecimal("order_key") : null,
        row.getObject("last_rating", Double.class),
        time(row, "last_activity_at"),
        whole ? row.getString("review_url") : null,
        whole ? time(row, "last_review_at") : null,
        whole ? row.getString("notes") : null,
        whole && row.getBoolean("is_test"),
        Objects.requireNonNull(time(row, "created_at")));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Adds what makes its rows those of the threads after a run. */
  void write(ReaderId readerId, Fold fold, Changes changes) {
    Rows there = new Rows(rows);
    List<ThreadId> gone = new ArrayList<>();
    for (ThreadId id : fold.threads()) {
      fold.thread(id)
          .ifPresentOrElse(
              thread -> {
                @Nullable Object[] row = row(readerId, thread);
                if (fold.threadBefore(id)
                    .filter(before -> Arrays.equals(row(readerId, before), row))
                    .isEmpty()) {
                  there.add(row);
                }
              },
              () -> gone.add(id));
    }
    changes.insert(there);
    if (!gone.isEmpty()) {
      changes.run(
          "delete from " + name + " where reader_id = ? and id = any (?)",
          readerId.number(),
          numbers(gone));
    }
  }

  private @Nullable Object[] row(ReaderId readerId, ThreadFacts thread) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(thread.id().number());
    row.add(readerId.number());
    row.add(thread.title());
    row.add(thread.format());
    row.add(thread.issuesRemaining());
    row.add(thread.lastRating());
    row.add(thread.lastActivityAt());
    row.add(thread.createdAt());
    if (whole) {
      row.add(thread.orderKey());
      row.add(thread.reviewUrl());
      row.add(thread.lastReviewAt());
      row.add(thread.notes());
      row.add(thread.isTest());
    }
    return row.toArray();
  }
}
