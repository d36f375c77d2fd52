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
import java.util.List;

/** A stream while it is made, with what the pile holds after it. */
final class ConvertedStream {

  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<Remark> notes = new ArrayList<>();
  private Contents contents = Contents.EMPTY;
  private Instant latest = Instant.MIN;

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
