package dev.comicpile.portability.earlier;

import dev.comicpile.api.PileRules;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Kind;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Makes a stream of one {@link EarlierPile}. What happened becomes events with their original
 * times, in their order; each is an action of its own, so that it can be undone. Titles and formats
 * are those of the end, for the rows know no earlier ones, and a thread starts with what it has
 * left and what was read. In the end every thread is exactly as its row says, by a move and edits
 * that set what the events don't explain.
 *
 * <p>What dangles is carried over as far as events can say it: a thread that is gone is added under
 * a title of its own and deleted after its last event, an event without a session is entered under
 * the one that was going on, a session that was never ended is over at its last activity. A session
 * starts no later than its first event and ends no earlier than its last one.
 */
public final class EarlierPileConversion {

  /** The stream, and a sentence for everything that is not quite what the rows say. */
  public record Converted(List<RecordedEvent> events, List<Remark> notCarriedOver) {}

  private final EarlierPile pile;
  private final ConvertedStream stream = new ConvertedStream();
  private final EarlierThreads threads;
  private final EarlierSessions sessions;

  private EarlierPileConversion(EarlierPile pile, LongSupplier sessionIds, PileRules rules) {
    this.pile = pile;
    this.threads = new EarlierThreads(pile.threads(), stream);
    this.sessions = new EarlierSessions(pile.sessions(), stream, sessionIds, rules);
  }

  /**
   * Converts a pile.
   *
   * @param sessionIds ids that no session has had, for those that had to be invented
   * @param rules the session gap and start die where rows say nothing
   * @throws dev.comicpile.api.problem.PileRefusal if it is larger than a pile may be
   */
  public static Converted convert(EarlierPile pile, LongSupplier sessionIds, PileRules rules) {
    EarlierPileConversion conversion = new EarlierPileConversion(pile, sessionIds, rules);
    conversion.convert(rules);
    PileLimits.require(Contents.EMPTY, conversion.stream.contents());
    return new Converted(conversion.stream.events(), conversion.stream.notes());
  }

  private void convert(PileRules rules) {
    List<Event> events =
        pile.events().stream()
            .sorted(Comparator.comparing(Event::timestamp).thenComparingLong(Event::id))
            .filter(this::isKnown)
            .toList();
    Schedule schedule = new Schedule();
    threads.plan(events, schedule);
    sessions.plan(events, schedule);
    EarlierEvents play = new EarlierEvents(stream, threads, sessions, rules);
    for (Event event : events) {
      schedule.add(event.timestamp(), sessions.rank(event), event.id(), () -> play.happen(event));
    }
    schedule.run();
    sessions.endOpenSession();
    threads.restore();
  }

  private boolean isKnown(Event event) {
    Kind kind = event.kind();
    if (kind == null) {
      stream.note(event.named(Wording.UNKNOWN_KIND));
      return false;
    }
    if (event.subject() == null && kind != Kind.SET_DIE && kind != Kind.CLEAR_DIE) {
      stream.note(event.named(Wording.WITHOUT_THREAD));
      return false;
    }
    return true;
  }
}
