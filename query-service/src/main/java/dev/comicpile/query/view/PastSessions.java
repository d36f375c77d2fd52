package dev.comicpile.query.view;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.eventstore.FactsJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A reader's sessions that have ended or whose start was taken back, as each view keeps them; the
 * one that has not been ended stands beside the view's version.
 */
final class PastSessions {

  /** The rows of all views are alike, so that they are sent once, however many there are. */
  private static final String INSERT =
      """
      insert into views.past_session (reader_id, view, id, started_at, undone, facts)
      select ?::bigint, v.view, s.id, s.started_at, s.undone, s.facts
      from json_populate_recordset(null::views.past_session, ?::json) s
      cross join unnest(?::text[]) v (view)
      on conflict (reader_id, view, id) do update
      set undone = excluded.undone, facts = excluded.facts\
      """;

  private record PastSession(SessionId id, Instant startedAt, boolean undone, SessionFacts facts) {}

  private PastSessions() {}

  /** Those of these sessions that have ended and stand. */
  static Collection<SessionFacts> find(
      JdbcClient jdbc, ViewName view, ReaderId readerId, Set<SessionId> ids) {
    return jdbc.sql(
            """
            select facts from views.past_session
            where reader_id = ? and view = ? and id = any (?) and not undone
            """)
        .params(readerId.number(), view.toString(), numbers(ids))
        .query(FactsJson.rows(SessionFacts.class))
        .list();
  }

  private static Long[] numbers(Collection<SessionId> ids) {
    return ids.stream().map(SessionId::number).toArray(Long[]::new);
  }

  /** Adds what makes the rows of views those of the sessions after a run. */
  static void write(Collection<View> views, ReaderId readerId, Fold fold, Changes changes) {
    List<PastSession> past = new ArrayList<>();
    List<SessionId> open = new ArrayList<>();
    for (SessionFacts session : fold.sessions()) {
      boolean undone = !fold.stands(session);
      if (session.endedAt() == null && !undone) {
        open.add(session.id());
      } else {
        past.add(new PastSession(session.id(), session.startedAt(), undone, session));
      }
    }
    String[] names = views.stream().map(view -> view.name().toString()).toArray(String[]::new);
    if (!past.isEmpty()) {
      changes.run(INSERT, readerId.number(), FactsJson.write(past), names);
    }
    if (!open.isEmpty()) {
      changes.run(
          "delete from views.past_session where reader_id = ? and view = any (?) and id = any (?)",
          readerId.number(),
          names,
          numbers(open));
    }
  }

  /** Deletes all of a reader's past sessions from a view. */
  static void delete(JdbcClient jdbc, ViewName view, ReaderId readerId) {
    jdbc.sql("delete from views.past_session where reader_id = ? and view = ?")
        .params(readerId.number(), view.toString())
        .update();
  }
}
