package dev.comicpile.portability.earlier;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader's part of an export of the earlier Comic Pile, which kept rows and not events: threads
 * and sessions as they are in the end, and what happened while playing. Any reference may dangle.
 * What a single column holds is as this system can hold it.
 *
 * <p>As a stream, what happened becomes events with their original times, in their order; each is
 * an action of its own, so that it can be undone. Titles and formats are those of the end, for the
 * rows know no earlier ones, and a thread starts with what it has left and what was read. In the
 * end every thread is exactly as its row says, by a move and edits that set what the events don't
 * explain.
 *
 * <p>What dangles is carried over as far as events can say it: a thread that is gone is added under
 * a title of its own and deleted after its last event, an event without a session is entered under
 * the one that was going on, a session that was never ended is over at its last activity. A session
 * starts no later than its first event and ends no earlier than its last one.
 */
record EarlierPile(List<Thread> threads, List<Session> sessions, List<Event> events) {

  /** Of a reader whose rows are still to be found. */
  EarlierPile() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * The pile as a stream, and what is not quite what the rows say.
   *
   * @param sessionIds ids that no session has had, for those that had to be invented
   * @param rules the session gap and start die where rows say nothing
   * @throws dev.comicpile.api.problem.PileRefusal if it is larger than a pile may be
   */
  ConvertedStream convert(LongSupplier sessionIds, PileRules rules) {
    ConvertedStream stream = new ConvertedStream();
    EarlierThreads ofThreads = new EarlierThreads(threads, stream);
    EarlierSessions ofSessions = new EarlierSessions(sessions, stream, sessionIds, rules);
    EarlierEvents play = new EarlierEvents(stream, ofThreads, ofSessions, rules);
    List<Event> known =
        events.stream()
            .sorted(Comparator.comparing(Event::timestamp).thenComparingLong(Event::id))
            .filter(event -> isKnown(event, stream))
            .toList();
    ofThreads.plan(known);
    ofSessions.plan(known);
    for (Event event : known) {
      stream.plan(event.timestamp(), ofSessions.rank(event), event.id(), () -> play.happen(event));
    }
    stream.run();
    ofSessions.endOpenSession();
    ofThreads.restore();
    PileLimits.require(Contents.EMPTY, stream.contents());
    return stream;
  }

  private static boolean isKnown(Event event, ConvertedStream stream) {
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

  /**
   * A thread as it is in the end.
   *
   * @param facts all but its place, which the order key does not say
   * @param queuePosition where it stands; several may have the same
   * @param status {@code active} or {@code completed}, if known
   * @param userId whose it is, if known
   */
  record Thread(
      ThreadFacts facts, int queuePosition, @Nullable String status, @Nullable Long userId) {

    ThreadId id() {
      return facts.id();
    }
  }

  /**
   * A sitting.
   *
   * @param endedAt null where it was never ended
   */
  record Session(long id, Instant startedAt, @Nullable Instant endedAt, @Nullable Die startDie) {}

  /**
   * Something that happened; which of the fields say something depends on its type.
   *
   * @param rating 0.5 to 5.0 in steps of 0.5
   * @param issuesRead 1 or more
   */
  record Event(
      long id,
      String type,
      Instant timestamp,
      @Nullable Die die,
      @Nullable Integer result,
      @Nullable Long selectedThreadId,
      @Nullable String selectionMethod,
      @Nullable Double rating,
      @Nullable Integer issuesRead,
      @Nullable String queueMove,
      @Nullable Die dieAfter,
      @Nullable Long sessionId,
      @Nullable Long threadId) {

    /** The thread it is about, wherever the row names it. */
    @Nullable Long subject() {
      return threadId == null ? selectedThreadId : threadId;
    }

    /** How many issues it says were read, at least one. */
    int issues() {
      return issuesRead == null ? 1 : issuesRead;
    }

    /** What kind of event it is here; null for one that this system has no word for. */
    @Nullable Kind kind() {
      return switch (type) {
        case "roll", "override", "set_pending" -> Kind.PICK;
        case "rate", "read", "mark_read" -> Kind.READ;
        case "snooze" -> Kind.SNOOZE;
        case "unsnooze" -> Kind.UNSNOOZE;
        case "rolled_but_skipped", "skip" -> Kind.SKIP;
        case "set_die" -> Kind.SET_DIE;
        case "clear_die", "clear_manual_die" -> Kind.CLEAR_DIE;
        default -> null;
      };
    }

    /** The same sentence about this event. */
    Remark named(Wording wording) {
      return wording.of("subject", Wording.EVENT_OF.of("id", id, "name", type));
    }
  }

  /** The kinds of event that are carried over. */
  enum Kind {
    PICK,
    READ,
    SNOOZE,
    UNSNOOZE,
    SKIP,
    SET_DIE,
    CLEAR_DIE
  }
}
