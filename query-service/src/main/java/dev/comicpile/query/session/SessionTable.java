package dev.comicpile.query.session;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.query.session.SessionFold.Changed;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Rows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a view keeps a reader's sessions: all of them, or when they were and how the die went. */
public enum SessionTable {
  QUEUE("views.session", true),
  HISTORY("views.history_session", false),
  ANALYTICS("views.analytics_session", false);

  private static final String HEADER =
      """
      started_at timestamptz, ended_at timestamptz, last_activity_at timestamptz,
      start_die integer, ladder_die integer, manual_die integer, ladder integer[], undone boolean\
      """;
  private static final String PLAY =
      """
      , pick_thread_id bigint, pick_method text, pick_die integer, pick_result integer,
      pick_offset integer, pick_snoozed_count integer, picked_at timestamptz, pending boolean,
      snoozed bigint[]\
      """;

  private final String name;
  private final boolean withPlay;
  private final Rows.Table rows;
  private final String update;

  SessionTable(String name, boolean withPlay) {
    this.name = name;
    this.withPlay = withPlay;
    String columns = HEADER + (withPlay ? PLAY : "");
    this.rows =
        Rows.Table.of(name, "id bigint, reader_id bigint, start_version bigint, " + columns, "");
    StringBuilder set = new StringBuilder();
    for (String column : columns.split(",")) {
      set.append(set.isEmpty() ? "" : ", ").append(column.strip().split(" ", 2)[0]).append(" = ?");
    }
    this.update = "update " + name + " set " + set + " where id = ? and reader_id = ?";
  }

  /** Adds what makes its rows those of the sessions that were changed. */
  public void write(long readerId, SessionFold sessions, Changes changes) {
    Rows started = new Rows(rows);
    for (Changed session : sessions.changed()) {
      SessionFacts facts = session.facts();
      if (facts == null) {
        changes.mustChange(
            1,
            "update " + name + " set undone = true where id = ? and reader_id = ?",
            session.id(),
            readerId);
      } else if (session.startVersion() > 0) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(session.id());
        row.add(readerId);
        row.add(session.startVersion());
        row.addAll(columns(facts, session.undone()));
        started.add(row.toArray());
      } else {
        List<@Nullable Object> row = new ArrayList<>(columns(facts, session.undone()));
        row.add(session.id());
        row.add(readerId);
        changes.mustChange(1, update, row.toArray());
      }
    }
    changes.insert(started);
  }

  private List<@Nullable Object> columns(SessionFacts facts, boolean undone) {
    List<@Nullable Object> columns = new ArrayList<>();
    columns.add(facts.startedAt());
    columns.add(facts.endedAt());
    columns.add(facts.lastActivityAt());
    columns.add(facts.startDie().sides());
    columns.add(facts.ladderDie().sides());
    columns.add(facts.manualDie() == null ? null : (Integer) facts.manualDie().sides());
    columns.add(facts.ladder().stream().map(Die::sides).toArray(Integer[]::new));
    columns.add(undone);
    if (withPlay) {
      Pick pick = facts.pick();
      columns.add(pick == null ? null : (Long) pick.threadId());
      columns.add(pick == null ? null : pick.method().toString());
      columns.add(pick == null ? null : (Integer) pick.die().sides());
      columns.add(pick == null ? null : (Integer) pick.result());
      columns.add(pick == null ? null : (Integer) pick.offset());
      columns.add(pick == null ? null : (Integer) pick.snoozedCount());
      columns.add(pick == null ? null : pick.at());
      columns.add(facts.pending());
      columns.add(facts.snoozed().toArray(Long[]::new));
    }
    return columns;
  }

  /** Adds what removes all of a reader's sessions. */
  public void delete(long readerId, Changes changes) {
    changes.run("delete from " + name + " where reader_id = ?", readerId);
  }

  /** The session that has not been ended, if any. */
  public Optional<SessionFacts> open(JdbcClient jdbc, long readerId) {
    return jdbc.sql(
            "select * from " + name + " where reader_id = ? and ended_at is null and not undone")
        .param(readerId)
        .query((row, number) -> facts(row))
        .optional();
  }

  /** One session, undone or not; null where this reader has none of that id. */
  public @Nullable SessionFacts find(JdbcClient jdbc, long readerId, long id) {
    return jdbc.sql("select * from " + name + " where reader_id = ? and id = ?")
        .params(readerId, id)
        .query((row, number) -> facts(row))
        .optional()
        .orElse(null);
  }

  /** A row of it; of a view that keeps no play, nothing is picked and nothing snoozed. */
  private SessionFacts facts(ResultSet row) throws SQLException {
    return new SessionFacts(
        row.getLong("id"),
        Objects.requireNonNull(time(row, "started_at")),
        time(row, "ended_at"),
        Objects.requireNonNull(time(row, "last_activity_at")),
        die(row.getInt("start_die")),
        die(row.getInt("ladder_die")),
        row.getObject("manual_die") == null ? null : die(row.getInt("manual_die")),
        Arrays.stream((Integer[]) array(row, "ladder")).map(SessionTable::die).toList(),
        withPlay ? pick(row) : null,
        withPlay && row.getBoolean("pending"),
        withPlay ? List.of((Long[]) array(row, "snoozed")) : List.of());
  }

  private static @Nullable Pick pick(ResultSet row) throws SQLException {
    return row.getObject("pick_thread_id") == null
        ? null
        : new Pick(
            row.getLong("pick_thread_id"),
            SelectionMethod.valueOf(row.getString("pick_method").toUpperCase(Locale.ROOT)),
            die(row.getInt("pick_die")),
            row.getInt("pick_result"),
            row.getInt("pick_offset"),
            row.getInt("pick_snoozed_count"),
            Objects.requireNonNull(time(row, "picked_at")));
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array.getArray();
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Die die(int sides) {
    return Die.withSides(sides).orElseThrow();
  }
}
