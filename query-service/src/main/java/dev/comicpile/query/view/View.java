package dev.comicpile.query.view;

import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;

/**
 * Rows that follow from the events of piles. It is handed whole actions, in order, each event once:
 * {@link Projector} sees to that. It sets facts from the events and computes no rule.
 */
public interface View {

  /** Its name: also its processing group, and in every row that speaks of it. */
  ViewName name();

  /**
   * Brings one reader's rows up to date, in the transaction of the batch.
   *
   * @param events one action or more, complete, following directly on what was applied before
   */
  void apply(long readerId, List<RecordedEvent> events);

  /** Removes all of one reader's rows. */
  void delete(long readerId);
}
