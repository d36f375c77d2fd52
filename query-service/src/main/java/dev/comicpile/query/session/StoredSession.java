package dev.comicpile.query.session;

import dev.comicpile.api.Die;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.SessionView.ActiveThread;
import dev.comicpile.api.view.SessionView.SnoozedThread;
import dev.comicpile.query.thread.PlacedThreads;
import dev.comicpile.query.view.Columns;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.query.view.ViewQuery;
import dev.comicpile.query.view.ViewStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of the queue view with what is told of the threads that it names.
 *
 * @param undone whether its start was taken back
 * @param picked the thread of its pick, null where it no longer exists
 * @param snoozed its snoozed threads, in their order
 */
public record StoredSession(
    SessionFacts facts,
    boolean undone,
    @Nullable ActiveThread picked,
    List<SnoozedThread> snoozed) {

  /** A session {@code s} and its threads. */
  private static final String SESSION =
      """
      select s.id, s.started_at, s.ended_at, s.last_activity_at, s.start_die, s.ladder_die,
        s.manual_die, s.ladder, s.undone, s.pending, s.snoozed, s.pick_thread_id, s.pick_method,
        s.pick_die, s.pick_result, s.pick_offset, s.pick_snoozed_count, s.picked_at,
        p.id, p.title, p.format, p.issues_remaining, p.queue_position,
        case when s.ended_at is null and cardinality(s.snoozed) > 0 then array(
          select t.title from unnest(s.snoozed) with ordinality as z (id, place)
          left join views.thread t on t.id = z.id and t.reader_id = s.reader_id
          order by z.place) end
      from views.session s
      left join lateral (
        select t.id, t.title, t.format, t.issues_remaining, %s as queue_position
        from views.thread t
        where t.id = s.pick_thread_id and t.reader_id = s.reader_id) p on true
      where a.wanted and s.reader_id = a.reader_id
      """
          .formatted(PlacedThreads.POSITION);

  private static final ViewStatement OPEN =
      ViewStatement.of(ViewName.QUEUE, SESSION + "and s.ended_at is null and not s.undone");

  private static final ViewStatement ONE =
      ViewStatement.of(ViewName.QUEUE, SESSION + "and s.id = ?");

  private static final ViewStatement RECENT =
      ViewStatement.of(
          ViewName.QUEUE,
          SESSION + "and not s.undone order by s.started_at desc, s.id desc limit ? offset ?");

  /** The session that was not ended, if any; it may be over by its idle time. */
  public static ViewQuery<Optional<StoredSession>> notEnded() {
    return ViewQuery.list(OPEN, StoredSession::read).map(found -> found.stream().findFirst());
  }

  /** One session, undone or not, if it is this reader's. */
  static ViewQuery<Optional<StoredSession>> one(long id) {
    return ViewQuery.list(ONE, StoredSession::read, id).map(found -> found.stream().findFirst());
  }

  /** The sessions whose start stands, newest first. */
  static ViewQuery<List<StoredSession>> recent(int limit, int offset) {
    return ViewQuery.list(RECENT, StoredSession::read, limit, offset);
  }

  private static StoredSession read(ResultSet row) throws SQLException {
    int column = ViewStatement.FIRST;
    List<Long> snoozed = Objects.requireNonNull(Columns.ids(row, column + 10));
    SessionFacts facts =
        new SessionFacts(
            row.getLong(column),
            Columns.time(row, column + 1),
            Columns.timeOrNull(row, column + 2),
            Columns.time(row, column + 3),
            die(row, column + 4),
            die(row, column + 5),
            Columns.isNull(row, column + 6) ? null : die(row, column + 6),
            ladder(row, column + 7),
            pick(row, column + 11),
            row.getBoolean(column + 9),
            snoozed);
    return new StoredSession(
        facts,
        row.getBoolean(column + 8),
        picked(row, column + 18, facts.pick()),
        snoozed(snoozed, Columns.texts(row, column + 23)));
  }

  private static Die die(ResultSet row, int column) throws SQLException {
    return Die.withSides(row.getInt(column)).orElseThrow();
  }

  private static List<Die> ladder(ResultSet row, int column) throws SQLException {
    List<Die> ladder = new ArrayList<>();
    for (int sides : Columns.numbers(row, column)) {
      ladder.add(Die.withSides(sides).orElseThrow());
    }
    return ladder;
  }

  private static @Nullable Pick pick(ResultSet row, int column) throws SQLException {
    return Columns.isNull(row, column)
        ? null
        : new Pick(
            row.getLong(column),
            SelectionMethod.valueOf(Columns.text(row, column + 1).toUpperCase(Locale.ROOT)),
            die(row, column + 2),
            row.getInt(column + 3),
            row.getInt(column + 4),
            row.getInt(column + 5),
            Columns.time(row, column + 6));
  }

  private static @Nullable ActiveThread picked(ResultSet row, int column, @Nullable Pick pick)
      throws SQLException {
    return pick == null || Columns.isNull(row, column)
        ? null
        : new ActiveThread(
            row.getLong(column),
            Columns.text(row, column + 1),
            Columns.text(row, column + 2),
            row.getInt(column + 3),
            row.getInt(column + 4),
            pick.result());
  }

  private static List<SnoozedThread> snoozed(List<Long> ids, @Nullable String @Nullable [] titles) {
    if (titles == null) {
      return List.of();
    }
    List<SnoozedThread> snoozed = new ArrayList<>();
    for (int i = 0; i < titles.length; i++) {
      String title = titles[i];
      if (title != null) {
        snoozed.add(new SnoozedThread(ids.get(i), title));
      }
    }
    return snoozed;
  }

  /** Whether it has not been ended; by its idle time it may be over all the same. */
  public boolean open() {
    return span().open();
  }

  /** The thread of the pick that is still to be rated, read or snoozed, if any. */
  public Optional<ActiveThread> pending() {
    return facts.pending() ? Optional.ofNullable(picked) : Optional.empty();
  }

  /** Whether it goes on at a moment. */
  public boolean activeAt(Instant now, Duration gap) {
    return span().activeAt(now, gap);
  }

  private SessionSpan span() {
    return new SessionSpan(facts.startedAt(), facts.endedAt(), facts.lastActivityAt(), undone);
  }

  /** The session as clients see it at a moment. */
  SessionView viewAt(Instant now, Duration gap, long readerId) {
    return SessionView.of(facts, readerId, span().overAt(now, gap), undone, picked, snoozed);
  }
}
