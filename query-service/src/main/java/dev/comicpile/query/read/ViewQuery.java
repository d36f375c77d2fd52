package dev.comicpile.query.read;

import dev.comicpile.api.problem.PileProblem;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.query.view.ViewName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a view about one reader, in one statement. One statement is one snapshot, and it
 * yields the version that the view has applied together with the rows, also where there is no row;
 * so these are exactly of that version, and no transaction has to be opened around it.
 *
 * @param sql its parameters are the lowest and the one other version whose rows are not wanted, the
 *     reader, and then those of the rows
 * @param fetchSize how many rows are fetched at a time, 0 for all of them at once
 * @param <T> the answer
 */
public record ViewQuery<T>(
    ViewName view,
    String sql,
    Row.Reading<T> reading,
    int fetchSize,
    List<@Nullable Object> parameters) {

  /** The offsets keep the planner from asking for the version more than once. */
  private static final String BEFORE =
      """
      select a.version, rows.* from (
        select v.*, v.version >= ? and v.version <> ? as wanted from (
          select r.id as reader_id, coalesce(c.version, 0) as version, c.session
          from (select ?::bigint as id) r
            left join views.applied c on c.reader_id = r.id and c.view = '%s' offset 0) v
        offset 0) a
      left join lateral (
      """;

  private static final String AFTER = ") rows on true";

  private static final String[] BEFORE_OF =
      Arrays.stream(ViewName.values()).map(BEFORE::formatted).toArray(String[]::new);

  /**
   * A query.
   *
   * @param rows selects what is asked for {@code a.reader_id} where {@code a.wanted}, which is a
   *     condition on what is read first, so that nothing is read where a client has the answer
   *     already or the view is behind what it asks for; {@code a.session} is the session that has
   *     not been ended. They are given in the order in which it selects them: what depends on a
   *     single row laterally can only be joined to it by a loop over it.
   * @param reading reads all rows, from the first one on
   * @param parameters of the rows, in their order
   */
  public static <T> ViewQuery<T> of(
      ViewName view, String rows, Row.Reading<T> reading, @Nullable Object... parameters) {
    return new ViewQuery<>(
        view, BEFORE_OF[view.ordinal()] + rows + AFTER, reading, 0, Arrays.asList(parameters));
  }

  /** A query for a list. The first column of a row is never null. */
  public static <T> ViewQuery<List<T>> list(
      ViewName view, String rows, Row.Reading<T> reading, @Nullable Object... parameters) {
    return of(view, rows, row -> row.list(reading), parameters);
  }

  /** A query for one thing, if there is one. The first column of a row is never null. */
  public static <T> ViewQuery<Optional<T>> first(
      ViewName view, String rows, Row.Reading<T> reading, @Nullable Object... parameters) {
    return of(
        view,
        rows,
        row -> row.isNull() ? Optional.empty() : Optional.of(reading.of(row)),
        parameters);
  }

  /**
   * A query for one thing, refused where there is none.
   *
   * @param absent what the refusal says
   */
  public static <T> ViewQuery<T> one(
      PileProblem absent,
      ViewName view,
      String rows,
      Row.Reading<T> reading,
      @Nullable Object... parameters) {
    return first(view, rows, reading, parameters)
        .map(found -> found.orElseThrow(() -> new PileRefusal(absent)));
  }

  /** The same with its rows fetched so many at a time, for callers that do not keep them. */
  public ViewQuery<T> fetching(int rowsAtOnce) {
    return new ViewQuery<>(view, sql, reading, rowsAtOnce, parameters);
  }

  /** What becomes of the answer; it may be a refusal. */
  public <U> ViewQuery<U> map(Function<? super T, ? extends U> then) {
    return new ViewQuery<>(view, sql, row -> then.apply(reading.of(row)), fetchSize, parameters);
  }
}
