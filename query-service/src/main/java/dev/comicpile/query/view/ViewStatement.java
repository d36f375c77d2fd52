package dev.comicpile.query.view;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement that reads a view. Besides the rows it yields the version that the view has applied,
 * also where there is no row. One statement is one snapshot, so the rows are exactly of that
 * version, and no transaction has to be opened around it.
 */
public final class ViewStatement {

  /** The first column of the rows; the one before it holds the version. */
  public static final int FIRST = 2;

  /** The one place where reads know how a view keeps the version that it has applied. */
  private static final String APPLIED =
      "select version from views.applied where view = '%s' and reader_id = r.id";

  /**
   * The parameters are the lowest and the one other version whose rows are not wanted, and the
   * reader. The offsets keep the planner from asking for the version more than once.
   */
  private static final String SQL =
      """
      select a.version, rows.* from (
        select v.*, v.version >= ? and v.version <> ? as wanted from (
          select r.id as reader_id, coalesce((%s), 0) as version
          from (select ?::bigint as id) r offset 0) v offset 0) a
      left join lateral (
      %s) rows on true
      """;

  private final ViewName view;
  private final String sql;

  private ViewStatement(ViewName view, String sql) {
    this.view = view;
    this.sql = sql;
  }

  /**
   * A statement that reads rows of a view.
   *
   * @param rows selects them for {@code a.reader_id} where {@code a.wanted}, which is a condition
   *     on what is read first, so that nothing is read where a client has the answer already or the
   *     view is behind what it asks for. They are given in the order in which it selects them: what
   *     depends on a single row laterally can only be joined to it by a loop over it.
   */
  public static ViewStatement of(ViewName view, String rows) {
    return new ViewStatement(view, SQL.formatted(APPLIED.formatted(view), rows));
  }

  /** The version that the view had applied, as any row of the result says it. */
  public static long version(ResultSet row) throws SQLException {
    return row.getLong(FIRST - 1);
  }

  ViewName view() {
    return view;
  }

  String sql() {
    return sql;
  }
}
