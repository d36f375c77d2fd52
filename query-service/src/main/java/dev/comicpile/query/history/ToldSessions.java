package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ReaderId;
import dev.comicpile.portability.SessionNarratives;
import dev.comicpile.query.read.Row;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells sessions from their entries. */
@Component
final class ToldSessions implements SessionNarratives {

  /** What a narrative is made of: what stands of a session and concerns no test thread. */
  private static final String TOLD =
      """
      select %s from views.history_entry e
      where e.reader_id = ? and e.session_id = ? and not e.undone and e.type in ('%s', '%s', '%s')
        and not exists (select from views.history_test_thread t
                        where t.reader_id = e.reader_id and t.thread_id = e.thread_id)
      order by e.version
      """
          .formatted(
              StoredEntries.COLUMNS,
              ActionType.RATE,
              ActionType.READ,
              ActionType.ROLLED_BUT_SKIPPED);

  private final JdbcClient jdbc;

  ToldSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Narrative narrative(ReaderId readerId, long sessionId) {
    return SessionDetails.narrative(
        jdbc.sql(TOLD)
            .params(readerId.number(), sessionId)
            .query((entry, number) -> StoredEntries.entry(Row.of(entry)))
            .list());
  }
}
