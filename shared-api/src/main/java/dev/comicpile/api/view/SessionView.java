package dev.comicpile.api.view;

import dev.comicpile.api.Die;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it. Where none is active, the current session is what the next one would
 * start as, with a null id.
 *
 * @param ladderPath the start die and then the die after each rating: {@code 6 → 8 → 6}
 * @param activeThread the latest pick, null where that thread no longer exists
 * @param snapshotCount the restore points that stand
 * @param undone whether the session's start was taken back
 */
public record SessionView(
    @Nullable SessionId id,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int startDie,
    @Nullable Integer manualDie,
    ReaderId userId,
    String ladderPath,
    @Nullable ActiveThread activeThread,
    int currentDie,
    @Nullable Integer lastRolledResult,
    boolean hasRestorePoint,
    int snapshotCount,
    List<ThreadId> snoozedThreadIds,
    List<SnoozedThread> snoozedThreads,
    @Nullable ThreadId pendingThreadId,
    boolean undone) {

  public SessionView {
    snoozedThreadIds = List.copyOf(snoozedThreadIds);
    snoozedThreads = List.copyOf(snoozedThreads);
  }

  /** The thread picked last. */
  public record ActiveThread(
      ThreadId id,
      String title,
      String format,
      int issuesRemaining,
      int queuePosition,
      @Nullable Integer lastRolledResult) {}

  /** A thread out of the pool until the session ends. */
  public record SnoozedThread(ThreadId id, String title) {}

  /**
   * What the next session would start as.
   *
   * @param carried the thread of the pick that is still pending, which the next session takes over;
   *     null where nothing is
   */
  public static SessionView notStarted(
      ReaderId userId, Die startDie, @Nullable ActiveThread carried) {
    return new SessionView(
        null,
        null,
        null,
        startDie.sides(),
        null,
        userId,
        String.valueOf(startDie.sides()),
        carried,
        startDie.sides(),
        carried == null ? null : carried.lastRolledResult(),
        false,
        0,
        List.of(),
        List.of(),
        carried == null ? null : carried.id(),
        false);
  }

  /**
   * The view of a session.
   *
   * @param endedAt when it was over, null while it is active
   * @param thread finds a thread of the pile by its id, null where it no longer exists
   */
  public static SessionView of(
      SessionFacts session,
      ReaderId userId,
      @Nullable Instant endedAt,
      boolean undone,
      Function<ThreadId, @Nullable ThreadView> thread) {
    return of(
        session,
        userId,
        endedAt,
        undone,
        picked(session.pick(), thread),
        session.snoozed().stream()
            .flatMap(id -> Stream.ofNullable(thread.apply(id)))
            .map(t -> new SnoozedThread(t.id(), t.title()))
            .toList());
  }

  /**
   * The view of a session.
   *
   * @param endedAt when it was over, null while it is active
   * @param picked the thread of its pick, null where it no longer exists
   * @param snoozed its snoozed threads, in their order
   */
  public static SessionView of(
      SessionFacts session,
      ReaderId userId,
      @Nullable Instant endedAt,
      boolean undone,
      @Nullable ActiveThread picked,
      List<SnoozedThread> snoozed) {
    boolean over = endedAt != null;
    SessionFacts.Pick pick = session.pick();
    List<SnoozedThread> left = over ? List.of() : snoozed;
    return new SessionView(
        session.id(),
        session.startedAt(),
        endedAt,
        session.startDie().sides(),
        session.manualDie() == null ? null : (Integer) session.manualDie().sides(),
        userId,
        ladderPath(session),
        picked,
        session.currentDie().sides(),
        result(pick),
        true,
        session.ladder().size(),
        left.stream().map(SnoozedThread::id).toList(),
        left,
        pick != null && session.pending() && !over ? pick.threadId() : null,
        undone);
  }

  /** The start die and then the die after each rating: {@code 6 → 8 → 6}. */
  public static String ladderPath(SessionFacts session) {
    return session.ladder().stream()
        .map(die -> String.valueOf(die.sides()))
        .collect(Collectors.joining(" → "));
  }

  /**
   * The thread of a pick as a session shows it, null where it no longer exists.
   *
   * @param thread finds a thread of the pile by its id, null where it no longer exists
   */
  public static @Nullable ActiveThread picked(
      SessionFacts.@Nullable Pick pick, Function<ThreadId, @Nullable ThreadView> thread) {
    ThreadView picked = pick == null ? null : thread.apply(pick.threadId());
    return picked == null
        ? null
        : new ActiveThread(
            picked.id(),
            picked.title(),
            picked.format(),
            picked.issuesRemaining(),
            picked.queuePosition(),
            result(pick));
  }

  private static @Nullable Integer result(SessionFacts.@Nullable Pick pick) {
    return pick == null ? null : (Integer) pick.result();
  }
}
