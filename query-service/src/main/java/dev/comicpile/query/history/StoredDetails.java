package dev.comicpile.query.history;

import dev.comicpile.api.PileRules;
import dev.comicpile.query.session.SessionSpan;
import dev.comicpile.query.view.Columns;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.query.view.ViewQuery;
import dev.comicpile.query.view.ViewStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A session of the history view with all its entries, so that its details are answered from this
 * view alone.
 */
record StoredDetails(
    long id,
    SessionSpan span,
    int startDie,
    int currentDie,
    String ladderPath,
    List<EntryView> entries) {

  /** The session stands in every row in front of an entry. */
  private static final ViewStatement ONE =
      ViewStatement.of(
          ViewName.HISTORY,
          """
          select s.id, s.started_at, s.ended_at, s.last_activity_at, s.undone, s.start_die,
            coalesce(s.manual_die, s.ladder_die), s.ladder, e.*
          from views.history_session s
          left join lateral (
            select %s from views.history_entry e
            where e.reader_id = s.reader_id and e.session_id = s.id
            order by e.version) e on true
          where a.wanted and s.reader_id = a.reader_id and s.id = ?
          """
              .formatted(StoredEntries.COLUMNS));

  /** One session, undone or not, if it is this reader's. */
  static ViewQuery<Optional<StoredDetails>> one(long id) {
    return ViewQuery.of(ONE, StoredDetails::read, id);
  }

  private static Optional<StoredDetails> read(ResultSet rows) throws SQLException {
    int column = ViewStatement.FIRST;
    if (Columns.isNull(rows, column)) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredDetails(
            rows.getLong(column),
            new SessionSpan(
                Columns.time(rows, column + 1),
                Columns.timeOrNull(rows, column + 2),
                Columns.time(rows, column + 3),
                rows.getBoolean(column + 4)),
            rows.getInt(column + 5),
            rows.getInt(column + 6),
            Arrays.stream(Columns.numbers(rows, column + 7))
                .map(String::valueOf)
                .collect(Collectors.joining(" → ")),
            StoredEntries.list(rows, column + 8)));
  }

  /** The session told as it looks at a moment. */
  SessionDetails toldAt(Instant now, PileRules rules) {
    return new SessionDetails(
        id,
        span.startedAt(),
        span.overAt(now, rules.sessionGap()),
        startDie,
        ladderPath,
        SessionDetails.narrative(entries),
        currentDie,
        entries);
  }
}
