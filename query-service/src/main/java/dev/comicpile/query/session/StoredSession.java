package dev.comicpile.query.session;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.SessionFacts.Pick;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.api.view.SessionView.ActiveThread;
import dev.comicpile.api.view.SessionView.SnoozedThread;
import dev.comicpile.query.read.Row;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.thread.PlacedThreads;
import dev.comicpile.query.view.ViewName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of the queue view with what is told of the threads that it names.
 *
 * @param picked the thread of its pick, null where it no longer exists
 * @param snoozed its snoozed threads, in their order
 */
public record StoredSession(
    KeptSession session, @Nullable ActiveThread picked, List<SnoozedThread> snoozed) {

  private static final String SESSION =
      """
      select s.facts, s.undone, p.*,
        case when jsonb_array_length(s.facts -> 'snoozed') > 0 then array(
          select t.title
          from jsonb_array_elements_text(s.facts -> 'snoozed') with ordinality as z (id, place)
          left join views.thread t on t.id = z.id::bigint and t.reader_id = a.reader_id
          order by z.place) end
      from SESSIONS s
      left join lateral (
        select t.id, t.title, t.format, t.issues_remaining, POSITION as queue_position
        from views.thread t
        where t.id = (s.facts #>> '{pick,thread_id}')::bigint and t.reader_id = a.reader_id) p
        on true
      where a.wanted
      """
          .replace("POSITION", PlacedThreads.POSITION);

  private static final String OPEN =
      SESSION.replace("SESSIONS", "(select a.session as facts, false as undone)")
          + "and s.facts is not null";

  private static final String ONE =
      SESSION.replace("SESSIONS", "views.session")
          + "and s.reader_id = a.reader_id and s.view = 'queue' and s.id = ?";

  /** Threads are looked for once it is known of which sessions, however many are left out first. */
  private static final String RECENT =
      SESSION.replace(
              "SESSIONS",
              """
              (select r.id, r.started_at, r.facts, r.undone from views.session r
               where r.reader_id = a.reader_id and r.view = 'queue' and not r.undone
               order by r.started_at desc, r.id desc limit ? offset ?)\
              """)
          + "order by s.started_at desc, s.id desc";

  /** The session that was not ended, if any; it may be over by its idle time. */
  public static ViewQuery<Optional<StoredSession>> notEnded() {
    return ViewQuery.first(ViewName.QUEUE, OPEN, StoredSession::read);
  }

  /** One session, undone or not, if it is this reader's; else it is not found. */
  static ViewQuery<StoredSession> one(SessionId id) {
    return ViewQuery.one(
        new SessionNotFound(id), ViewName.QUEUE, ONE, StoredSession::read, id.number());
  }

  /** The sessions whose start stands, newest first. */
  static ViewQuery<List<StoredSession>> recent(int limit, int offset) {
    return ViewQuery.list(ViewName.QUEUE, RECENT, StoredSession::read, limit, offset);
  }

  private static StoredSession read(Row row) throws SQLException {
    KeptSession session = KeptSession.read(row);
    Pick pick = session.facts().pick();
    Long picked = row.idOrNull();
    ActiveThread thread = null;
    if (picked == null || pick == null) {
      row.skip(4);
    } else {
      thread =
          new ActiveThread(
              pick.threadId(), row.text(), row.text(), row.number(), row.number(), pick.result());
    }
    return new StoredSession(session, thread, snoozed(session.facts(), row.texts()));
  }

  private static List<SnoozedThread> snoozed(
      SessionFacts facts, @Nullable String @Nullable [] titles) {
    List<SnoozedThread> snoozed = new ArrayList<>();
    for (int i = 0; titles != null && i < titles.length; i++) {
      String title = titles[i];
      if (title != null) {
        snoozed.add(new SnoozedThread(facts.snoozed().get(i), title));
      }
    }
    return snoozed;
  }

  /** All that is known about it. */
  public SessionFacts facts() {
    return session.facts();
  }

  /** The thread of the pick that is still to be rated, read or snoozed, if any. */
  public Optional<ActiveThread> pending() {
    return facts().pending() ? Optional.ofNullable(picked) : Optional.empty();
  }

  /** The session as clients see it at a moment. */
  SessionView viewAt(Instant now, Duration gap, ReaderId readerId) {
    return SessionView.of(
        facts(), readerId, session.overAt(now, gap), session.undone(), picked, snoozed);
  }
}
