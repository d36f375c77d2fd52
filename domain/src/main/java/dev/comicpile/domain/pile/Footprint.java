package dev.comicpile.domain.pile;

import dev.comicpile.api.event.Difference;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.event.UndoEvent.Reversal;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes a pile takes in memory, on the safe side: texts count as if all of their
 * characters took two bytes.
 */
public final class Footprint {

  /** A thread without its texts, with its entries in the map and in the queue. */
  private static final int THREAD = 450;

  /** A session without its lists, with its entry in the map. */
  private static final int SESSION = 400;

  /** An action that can be undone, or redone. */
  private static final int ACTION = 120;

  /** An event of a few fields. */
  private static final int EVENT = 250;

  /** What a change copies of the structures that it is made in. */
  private static final int CHANGE = 1_500;

  /** A number in a list. */
  private static final int NUMBER = 24;

  /** A key in a list. */
  private static final int KEY = 80;

  private Footprint() {}

  /** A pile with all that it holds. */
  public static long of(Pile pile) {
    return of(pile.contents()) + (long) ACTION * pile.timeline().size();
  }

  /** What a pile holds at one moment. */
  public static long of(Contents contents) {
    long bytes = ofThreads(contents);
    for (SessionFacts session : contents.sessions().values()) {
      bytes += of(session);
    }
    return bytes;
  }

  /** What a pile holds at one moment, without its sessions; this takes no time. */
  public static long ofThreads(Contents contents) {
    return (long) THREAD * contents.threads().size() + 2 * contents.characters();
  }

  /** An event that is kept, and what the contents after it do not share with those before it. */
  public static long of(PileEvent event) {
    return CHANGE
        + EVENT
        + switch (event) {
          case ThreadAdded e -> of(e.thread());
          case ThreadEdited e -> of(e.thread());
          case ThreadsImported e -> e.threads().stream().mapToLong(Footprint::of).sum();
          case ThreadMoved e -> (long) (KEY + THREAD) * e.respaced().size();
          case QueueCleared e -> (long) NUMBER * e.threadIds().size();
          case DieRolled e -> (long) NUMBER * e.pool().size();
          case UndoEvent e -> of(e.difference()) + (e instanceof Reversal r ? ranges(r) : 0);
          default -> 0;
        };
  }

  private static long ranges(Reversal reversal) {
    return (long) KEY * (reversal.takenBack().size() + reversal.broughtBack().size());
  }

  private static long of(Difference difference) {
    return difference.threads().stream().mapToLong(Footprint::of).sum()
        + (long) (KEY + THREAD) * difference.moved().size()
        + (long) NUMBER * difference.removedThreads().size()
        + difference.sessions().stream().mapToLong(Footprint::of).sum()
        + (long) NUMBER * difference.removedSessions().size();
  }

  private static long of(ThreadFacts thread) {
    return THREAD
        + of(thread.title())
        + of(thread.format())
        + of(thread.reviewUrl())
        + of(thread.notes());
  }

  private static long of(SessionFacts session) {
    return SESSION + (long) NUMBER * (session.ladder().size() + session.snoozed().size());
  }

  private static long of(@Nullable String text) {
    return text == null ? 0 : 2L * text.length();
  }
}
