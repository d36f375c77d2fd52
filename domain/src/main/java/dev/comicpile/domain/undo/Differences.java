package dev.comicpile.domain.undo;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Sessions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two moments of a pile, in parts that each fit into one event. */
public final class Differences {

  /** About so many characters of JSON go into one event. */
  static final int CHARACTERS_PER_EVENT = 200_000;

  private static final int THREAD = 350;
  private static final int SESSION = 400;
  private static final int ENTRY = 50;
  private static final int ID = 12;

  private final List<Difference> parts = new ArrayList<>();
  private final List<ThreadFacts> threads = new ArrayList<>();
  private final List<OrderEntry> moved = new ArrayList<>();
  private final List<ThreadId> removedThreads = new ArrayList<>();
  private final List<SessionFacts> sessions = new ArrayList<>();
  private final List<SessionId> removedSessions = new ArrayList<>();
  private int characters;

  private Differences() {}

  /** What must be set to get from one to the other: at least one part, perhaps an empty one. */
  public static List<Difference> between(Contents from, Contents to) {
    Differences differences = new Differences();
    removed(from.threads(), to.threads())
        .forEach(id -> differences.add(differences.removedThreads, id, ID));
    sorted(to.threads())
        .forEach(thread -> differences.thread(from.threads().get(thread.id()), thread));
    removed(from.sessions(), to.sessions())
        .forEach(id -> differences.add(differences.removedSessions, id, ID));
    sorted(to.sessions())
        .forEach(session -> differences.session(from.sessions().get(session.id()), session));
    differences.closePart();
    return differences.parts;
  }

  /**
   * The first event of a reversal, made of what it changes and of the session it is entered under.
   */
  public interface Head {
    /** Makes it. */
    Reversal of(Difference difference, @Nullable SessionId sessionId);
  }

  /** The events of an undo, a redo or a restore that gets from one to the other. */
  public static List<UndoEvent> reversal(Contents from, Contents to, Head head) {
    List<Difference> parts = between(from, to);
    SessionId sessionId = to.openSession().or(from::openSession).map(SessionFacts::id).orElse(null);
    Reversal first = head.of(parts.getFirst(), sessionId);
    List<UndoEvent> events = new ArrayList<>();
    events.add(first);
    for (Difference part : parts.subList(1, parts.size())) {
      events.add(new ReversalContinued(first.type(), part, first.prolongs(), first.at()));
    }
    return events;
  }

  private static <I> List<I> removed(Map<I, ?> from, Map<I, ?> to) {
    return from.keySet().stream().filter(id -> !to.containsKey(id)).sorted().toList();
  }

  private static <I extends Comparable<I>, T> Collection<T> sorted(Map<I, T> byId) {
    return byId.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private void thread(@Nullable ThreadFacts before, ThreadFacts after) {
    if (after.equals(before)) {
      return;
    }
    BigDecimal key = after.orderKey();
    if (before != null && key != null && after.equals(before.withOrderKey(key))) {
      add(moved, new OrderEntry(after.id(), key), ENTRY + key.precision());
    } else {
      add(
          threads,
          after,
          THREAD + length(after.title()) + length(after.notes()) + length(after.reviewUrl()));
    }
  }

  /** A session that is open in both has been active when it has been active, whatever is undone. */
  private void session(@Nullable SessionFacts before, SessionFacts after) {
    SessionFacts set =
        before != null && before.endedAt() == null && after.endedAt() == null
            ? Sessions.activeAt(after, before.lastActivityAt())
            : after;
    if (!set.equals(before)) {
      add(sessions, set, SESSION + 6 * set.ladder().size() + ID * set.snoozed().size());
    }
  }

  private <T> void add(List<T> list, T fact, int length) {
    if (characters > 0 && characters + length > CHARACTERS_PER_EVENT) {
      closePart();
    }
    list.add(fact);
    characters += length;
  }

  private void closePart() {
    parts.add(new Difference(threads, moved, removedThreads, sessions, removedSessions));
    threads.clear();
    moved.clear();
    removedThreads.clear();
    sessions.clear();
    removedSessions.clear();
    characters = 0;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
