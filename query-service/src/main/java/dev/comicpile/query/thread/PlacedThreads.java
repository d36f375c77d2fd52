package dev.comicpile.query.thread;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.problem.PileProblem.ThreadNotFound;
import dev.comicpile.api.view.ThreadView;
import dev.comicpile.query.read.LongAnswers;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  /** The position in the queue of a thread {@code t}, 0 for a completed one. */
  public static final String POSITION =
      """
      case when t.order_key is null then 0 else
        (select count(*) from views.thread o
         where o.reader_id = t.reader_id and o.order_key <= t.order_key)
      end\
      """;

  private static final String ONE =
      """
      select %s, %s from views.thread t
      where a.wanted and t.reader_id = a.reader_id and t.id = ?
      """
          .formatted(POSITION, COLUMNS);

  private static final String ALL =
      """
      select %s from views.thread t where a.wanted and t.reader_id = a.reader_id
      order by t.order_key nulls last, t.last_activity_at desc nulls last, t.id desc
      limit ? offset ?
      """
          .formatted(COLUMNS);

  private static final String ACTIVE =
      """
      select %s from views.thread t
      where a.wanted and t.reader_id = a.reader_id and t.order_key is not null
      order by t.order_key limit ? offset ?
      """
          .formatted(COLUMNS);

  private static final String COMPLETED =
      """
      select %s from views.thread t
      where a.wanted and t.reader_id = a.reader_id and t.order_key is null
      order by t.last_activity_at desc nulls last, t.id desc limit ? offset ?
      """
          .formatted(COLUMNS);

  private static final String NOT_READ_SINCE =
      """
      select t.queue_position, %s from views.placed_thread t
      where a.wanted and t.reader_id = a.reader_id and t.order_key is not null
        and coalesce(t.last_activity_at, t.created_at) < ?
      order by t.last_activity_at nulls first, t.order_key limit ? offset ?
      """
          .formatted(COLUMNS);

  private PlacedThreads() {}

  /** One thread, if it is this reader's; else it is not found. */
  static ViewQuery<ThreadView> one(ThreadId id) {
    return ViewQuery.one(
        new ThreadNotFound(id), ViewName.QUEUE, ONE, PlacedThreads::placed, id.number());
  }

  /** All threads: in queue order, then the completed ones, the latest read first. */
  static ViewQuery<List<ThreadView>> all(int limit, int offset) {
    return inOrder(ALL, limit, offset);
  }

  /**
   * The same of any number, fetched bit by bit.
   *
   * @param reading hands them to {@link #inOrder(Row, int, Consumer)}
   */
  static <T> ViewQuery<T> all(int offset, Row.Reading<T> reading) {
    return ViewQuery.of(ViewName.QUEUE, ALL, reading, Integer.MAX_VALUE, offset)
        .fetching(LongAnswers.FETCH_SIZE);
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
        ViewName.QUEUE,
        NOT_READ_SINCE,
        PlacedThreads::placed,
        since.atOffset(ZoneOffset.UTC),
        limit,
        offset);
  }

  private static ViewQuery<List<ThreadView>> inOrder(String sql, int limit, int offset) {
    return ViewQuery.of(
        ViewName.QUEUE,
        sql,
        row -> {
          List<ThreadView> threads = new ArrayList<>();
          inOrder(row, offset, threads::add);
          return threads;
        },
        limit,
        offset);
  }

  /**
   * Reads threads that come in queue order, completed ones last; none where the first row holds
   * none.
   *
   * @param first at the first one's {@link #COLUMNS}
   * @param offset how many stand before it
   */
  public static void inOrder(Row first, int offset, Consumer<ThreadView> to) throws SQLException {
    first.each((row, number) -> to.accept(view(row, offset + number)));
  }

  private static ThreadView placed(Row row) throws SQLException {
    int position = row.number();
    return view(row, position);
  }

  /** A thread at a position of the queue, which counts only while it is active. */
  private static ThreadView view(Row row, int position) throws SQLException {
    ThreadId id = new ThreadId(row.id());
    String title = row.text();
    String format = row.text();
    int issuesRemaining = row.number();
    boolean completed = issuesRemaining == 0;
    return new ThreadView(
        id,
        title,
        format,
        issuesRemaining,
        completed ? 0 : position,
        ThreadView.status(completed),
        row.ratingOrNull(),
        row.timeOrNull(),
        row.textOrNull(),
        row.timeOrNull(),
        row.textOrNull(),
        row.truth(),
        row.time());
  }
}
