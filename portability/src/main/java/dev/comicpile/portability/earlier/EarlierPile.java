package dev.comicpile.portability.earlier;

import dev.comicpile.api.Die;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.format.Remark;
import dev.comicpile.portability.format.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader's part of an export of the earlier Comic Pile, which kept rows and not events: threads
 * and sessions as they are in the end, and what happened while playing. Any reference may dangle.
 * What a single column holds is as this system can hold it.
 */
public record EarlierPile(List<Thread> threads, List<Session> sessions, List<Event> events) {

  /** Of a reader whose rows are still to be found. */
  EarlierPile() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * A thread as it is in the end.
   *
   * @param facts all but its place, which the order key does not say
   * @param queuePosition where it stands; several may have the same
   * @param status {@code active} or {@code completed}, if known
   * @param userId whose it is, if known
   */
  public record Thread(
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
  public record Session(
      long id, Instant startedAt, @Nullable Instant endedAt, @Nullable Die startDie) {}

  /**
   * Something that happened; which of the fields say something depends on its type.
   *
   * @param rating 0.5 to 5.0 in steps of 0.5
   * @param issuesRead 1 or more
   */
  public record Event(
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
