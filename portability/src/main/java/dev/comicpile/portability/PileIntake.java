package dev.comicpile.portability;

import dev.comicpile.api.ReaderId;
import dev.comicpile.domain.decision.Ids;
import dev.comicpile.domain.pile.RecordedEvent;
import java.util.List;

/** The way in for what was recorded elsewhere: nothing is decided, it is stored as it was. */
public interface PileIntake {

  /**
   * Lets no new thread and no new session get an id up to these. Another process may still hold
   * smaller ids that it drew before.
   */
  void reserveIds(long upToThread, long upToSession);

  /** Ids that no thread and no session has had. */
  Ids newIds();

  /**
   * Appends events to a reader's stream, all or none; in the transaction around it, where the
   * events are in the same database.
   *
   * @param events the next ones of the stream, in order
   * @throws org.axonframework.modelling.command.ConcurrencyException if the stream holds one of
   *     their versions already
   */
  void append(ReaderId readerId, List<RecordedEvent> events);
}
