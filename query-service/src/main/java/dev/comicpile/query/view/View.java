package dev.comicpile.query.view;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import java.util.List;

/**
 * Rows that follow from the events of piles. It is handed whole actions, in order, each event once:
 * {@link Projector} and {@link LiveEvents} see to that. It sets facts from the events and computes
 * no rule.
 */
public interface View {

  /** Its name, in every row that speaks of it. */
  ViewName name();

  /** Where it keeps the reader's sessions. */
  SessionTable sessions();

  /**
   * Adds what brings one reader's rows up to date.
   *
   * @param events one action or more, complete, following directly on what was applied before
   * @param sessions the sessions that these events change, as they are after them
   */
  void apply(long readerId, List<RecordedEvent> events, Changes changes, SessionFold sessions);

  /** Adds what removes all of one reader's rows. */
  void delete(long readerId, Changes changes);
}
