package dev.comicpile.query.thread;

import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.view.Columns;
import dev.comicpile.query.view.LongAnswers;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.query.view.ViewQuery;
import dev.comicpile.query.view.ViewStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The threads of a reader with their positions; each question is one statement.
 *
 * <p>A list in queue order counts its rows. One thread's position is counted in the index. Only a
 * list in another order needs the whole queue for it.
 */
public final class PlacedThreads {

  /** What is read of a thread {@code t}, in this order. */
  public static final String COLUMNS =
      """
      t.id, t.title, t.format, t.issues_remaining, t.last_rating, t.last_activity_at,
      t.review_url, t.last_review_at, t.notes, t.is_test, t.created_at\
      """;

  private static final int COUNT = 11;

  /** The position in the queue of a thread {@code t}, 0 for a completed one. */
  public static final String POSITION =
      """
      case when t.order_key is null then 0 else
        (select count(*) from views.thread o
         where o.reader_id = t.reader_id and o.order_key <= t.order_key)
      end\
      """;

  private static final ViewStatement ONE =
      statement(
          """
          select %s, %s from views.thread t
          where a.wanted and t.reader_id = a.reader_id and t.id = ?
          """
              .formatted(COLUMNS, POSITION));

  private static final ViewStatement ALL =
      statement(
          """
          select %s from views.thread t where a.wanted and t.reader_id = a.reader_id
          order by t.order_key nulls last, t.last_activity_at desc nulls last, t.id desc
          limit ? offset ?
          """
              .formatted(COLUMNS));

  private static final ViewStatement ACTIVE =
      statement(
          """
          select %s from views.thread t
          where a.wanted and t.reader_id = a.reader_id and t.order_key is not null
          order by t.order_key limit ? offset ?
          """
              .formatted(COLUMNS));

  private static final ViewStatement COMPLETED =
      statement(
          """
          select %s from views.thread t
          where a.wanted and t.reader_id = a.reader_id and t.order_key is null
          order by t.last_activity_at desc nulls last, t.id desc limit ? offset ?
          """
              .formatted(COLUMNS));

  private static final ViewStatement NOT_READ_SINCE =
      statement(
          """
          select %s, t.queue_position from views.placed_thread t
          where a.wanted and t.reader_id = a.reader_id and t.order_key is not null
            and coalesce(t.last_activity_at, t.created_at) < ?
          order by t.last_activity_at nulls first, t.order_key limit ? offset ?
          """
              .formatted(COLUMNS));

  private PlacedThreads() {}

  private static ViewStatement statement(String rows) {
    return ViewStatement.of(ViewName.QUEUE, rows);
  }

  /** One thread, if it is this reader's. */
  static ViewQuery<Optional<ThreadView>> one(long id) {
    return ViewQuery.list(ONE, PlacedThreads::placed, id).map(found -> found.stream().findFirst());
  }

  /** All threads: in queue order, then the completed ones, the latest read first. */
  static ViewQuery<List<ThreadView>> all(int limit, int offset) {
    return inOrder(ALL, limit, offset);
  }

  /**
   * The same of any number, fetched bit by bit.
   *
   * @param rows hands them to {@link #inOrder(ResultSet, int, int, Consumer)}
   */
  static <T> ViewQuery<T> all(int offset, ViewQuery.Rows<T> rows) {
    return ViewQuery.of(ALL, rows, Integer.MAX_VALUE, offset).fetching(LongAnswers.FETCH_SIZE);
  }

  /** The active threads in queue order. */
  static ViewQuery<List<ThreadView>> active(int limit, int offset) {
    return inOrder(ACTIVE, limit, offset);
  }

  /** The completed threads, the latest read first. */
  static ViewQuery<List<ThreadView>> completed(int limit, int offset) {
    return inOrder(COMPLETED, limit, offset);
  }

  /** The active threads not read since a moment: never read first, then the longest unread. */
  static ViewQuery<List<ThreadView>> notReadSince(Instant since, int limit, int offset) {
    return ViewQuery.list(
        NOT_READ_SINCE, PlacedThreads::placed, since.atOffset(ZoneOffset.UTC), limit, offset);
  }

  private static ViewQuery<List<ThreadView>> inOrder(
      ViewStatement statement, int limit, int offset) {
    return ViewQuery.of(
        statement,
        rows -> {
          List<ThreadView> threads = new ArrayList<>();
          inOrder(rows, ViewStatement.FIRST, offset, threads::add);
          return threads;
        },
        limit,
        offset);
  }

  /**
   * Reads threads that come in queue order, completed ones last; none where the first row holds
   * none.
   *
   * @param column where {@link #COLUMNS} begin
   * @param offset how many stand before the first one
   */
  public static void inOrder(ResultSet rows, int column, int offset, Consumer<ThreadView> to)
      throws SQLException {
    if (Columns.isNull(rows, column)) {
      return;
    }
    int position = offset;
    do {
      position++;
      to.accept(view(rows, column, position));
    } while (rows.next());
  }

  private static ThreadView placed(ResultSet row) throws SQLException {
    return view(row, ViewStatement.FIRST, row.getInt(ViewStatement.FIRST + COUNT));
  }

  /** A thread at a position of the queue, which counts only while it is active. */
  private static ThreadView view(ResultSet row, int column, int position) throws SQLException {
    int issuesRemaining = row.getInt(column + 3);
    boolean completed = issuesRemaining == 0;
    return new ThreadView(
        row.getLong(column),
        Columns.text(row, column + 1),
        Columns.text(row, column + 2),
        issuesRemaining,
        completed ? 0 : position,
        ThreadView.status(completed),
        Columns.rating(row, column + 4),
        Columns.timeOrNull(row, column + 5),
        row.getString(column + 6),
        Columns.timeOrNull(row, column + 7),
        row.getString(column + 8),
        row.getBoolean(column + 9),
        Columns.time(row, column + 10));
  }
}
