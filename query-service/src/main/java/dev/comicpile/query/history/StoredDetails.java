package dev.comicpile.query.history;

import dev.comicpile.api.PileRules;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.session.KeptSession;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session of the history view with all its entries, so that its details are answered from this
 * view alone.
 */
record StoredDetails(KeptSession session, List<EntryView> entries) {

  /** The session stands in every row in front of an entry. */
  private static final String ONE =
      """
      select s.facts, s.undone, e.*
      from views.session s
      left join lateral (
        select %s from views.history_entry e
        where e.reader_id = a.reader_id and e.session_id = s.id
        order by e.version) e on true
      where a.wanted and s.reader_id = a.reader_id and s.view = 'history' and s.id = ?
      """
          .formatted(StoredEntries.COLUMNS);

  /** One session, undone or not, if it is this reader's. */
  static ViewQuery<Optional<StoredDetails>> one(SessionId id) {
    return ViewQuery.of(ViewName.HISTORY, ONE, StoredDetails::read, id.number());
  }

  private static Optional<StoredDetails> read(Row row) throws SQLException {
    return row.isNull()
        ? Optional.empty()
        : Optional.of(new StoredDetails(KeptSession.read(row), row.list(StoredEntries::entry)));
  }

  /** The session told as it looks at a moment. */
  SessionDetails toldAt(Instant now, PileRules rules) {
    SessionFacts facts = session.facts();
    return new SessionDetails(
        facts.id(),
        facts.startedAt(),
        session.overAt(now, rules.sessionGap()),
        facts.startDie().sides(),
        SessionView.ladderPath(facts),
        SessionDetails.narrative(entries),
        facts.currentDie().sides(),
        entries);
  }
}
