package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.Remark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stream while it is made, with what the pile holds after it: what happened is planned first, and
 * entered in the order of its times.
 */
final class ConvertedStream {

  /** What comes first where times are equal. */
  enum Rank {
    THREAD,
    EVENT_OF_EARLIER_SESSION,
    SESSION_START,
    EVENT,
    REVIEW,
    GONE,
    SESSION_END
  }

  private record Plan(Instant time, Rank rank, long order, Runnable step) {}

  private final List<Plan> plans = new ArrayList<>();
  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<Remark> notes = new ArrayList<>();
  private Contents contents = Contents.EMPTY;
  private Instant latest = Instant.MIN;

  /**
   * Plans a step.
   *
   * @param order what comes first where times and ranks are equal
   */
  void plan(Instant time, Rank rank, long order, Runnable step) {
    plans.add(new Plan(time, rank, order, step));
  }

  /** Does what is planned, in its order. */
  void run() {
    plans.sort(
        Comparator.comparing(Plan::time).thenComparing(Plan::rank).thenComparingLong(Plan::order));
    plans.forEach(plan -> plan.step().run());
  }

  /** Appends an action, of the kind of its last event. None is earlier than those before it. */
  void emit(PileEvent... some) {
    ActionType action = some[some.length - 1].type();
    long last = (long) events.size() + some.length;
    for (PileEvent event : some) {
      events.add(new RecordedEvent(events.size() + 1L, event, action, last));
      contents = contents.evolve(event);
      latest = later(latest, event.at());
    }
  }

  /** Adds something that is not quite what the rows say. */
  void note(Remark remark) {
    notes.add(remark);
  }

  List<RecordedEvent> events() {
    return List.copyOf(events);
  }

  /** A sentence for everything that is not quite what the rows say. */
  List<Remark> notes() {
    return List.copyOf(notes);
  }

  Contents contents() {
    return contents;
  }

  /** The thread of that id, which has been added. */
  ThreadFacts thread(ThreadId id) {
    return contents.thread(id).orElseThrow();
  }

  /** When the latest event happened. */
  Instant latest() {
    return latest;
  }

  static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
