package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.eventstore.FactsJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a view keeps a reader's threads as they are now: all that is known of them, or a part. The
 * columns have the names of the facts.
 */
public enum ThreadTable {
  QUEUE("thread", ", order_key, review_url, last_review_at, notes, is_test"),
  ANALYTICS("analytics_thread", "");

  private static final String PART =
      "title, format, issues_remaining, last_rating, last_activity_at, created_at";

  private final String name;
  private final boolean whole;
  private final String insert;

  ThreadTable(String name, String rest) {
    this.name = "views." + name;
    this.whole = !rest.isEmpty();
    String columns = PART + rest;
    String excluded =
        Arrays.stream(columns.split(", "))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    this.insert =
        Changes.into(
            this.name,
            "id, " + columns,
            // Another reader's thread is never touched, whatever an event names.
            "on conflict (id) do update set %s where %s.reader_id = excluded.reader_id"
                .formatted(excluded, name));
  }

  /** Those of a reader's threads that it holds. */
  Collection<ThreadFacts> find(JdbcClient jdbc, ReaderId readerId, Set<ThreadId> ids) {
    return jdbc.sql(
            "select to_json(t) from (select * FROM where reader_id = ? and id = any (?)) t"
                .replace("FROM", (whole ? "from " : ", false as is_test from ") + name))
        .params(readerId.number(), ids.stream().map(ThreadId::number).toArray(Long[]::new))
        .query(FactsJson.rows(ThreadFacts.class))
        .list();
  }

  /** Adds what makes its rows those of the threads after a run. */
  void write(ReaderId readerId, Fold fold, Changes changes) {
    List<ThreadFacts> there = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    for (ThreadId id : fold.threads()) {
      Optional<ThreadFacts> after = fold.thread(id).map(this::held);
      if (after.isEmpty()) {
        gone.add(id.number());
      } else if (!after.equals(fold.threadBefore(id).map(this::held))) {
        there.add(after.get());
      }
    }
    changes.insert(insert, readerId, there);
    if (!gone.isEmpty()) {
      changes.run(
          "delete from " + name + " where reader_id = ? and id = any (?)",
          readerId.number(),
          gone.toArray(Long[]::new));
    }
  }

  private ThreadFacts held(ThreadFacts thread) {
    return whole
        ? thread
        : new ThreadFacts(
            thread.id(),
            thread.title(),
            thread.format(),
            thread.issuesRemaining(),
            null,
            thread.lastRating(),
            thread.lastActivityAt(),
            null,
            null,
            null,
            false,
            thread.createdAt());
  }
}
