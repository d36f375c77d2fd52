package dev.comicpile.portability.archive;

import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.event.UndoEvent.PileRestored;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Sessions;
import dev.comicpile.domain.undo.Actions;
import dev.comicpile.portability.testdata.WithoutTestData;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader's pile held and what stood at each version of the stream, so that an undo, a redo
 * or a restore can be held to where it says that it leads. A moment is one number, the sum of a
 * number for each thread, session and version: all the piles themselves would not fit into memory.
 * Two moments that differ have the same number in one case of four billion.
 */
final class Moments {

  private long moment;
  private @Nullable Reversal reversal;
  private long reversalBegan;

  /** By version, from 0 on. */
  private long[] moments = new long[1];

  /** By version, from 0 on: the sum of the numbers of the versions up to there. */
  private long[] versions = new long[1];

  /**
   * Takes note of the next event, which may be at the head of an undo, a redo or a restore only
   * where this one is possible.
   */
  void add(RecordedEvent recorded, Contents before, Contents after) {
    int version = (int) recorded.version();
    if (version == moments.length) {
      moments = Arrays.copyOf(moments, 2 * version);
      versions = Arrays.copyOf(versions, 2 * version);
    }
    versions[version] = versions[version - 1] + number(version);
    PileEvent event = recorded.event();
    if (event instanceof Reversal begins) {
      reversal = begins;
      reversalBegan = version;
      moment += ofVersions(begins.broughtBack()) - ofVersions(begins.takenBack());
    }
    switch (recorded.action()) {
      case UNDO, REDO -> {}
      default -> moment += number(version);
    }
    moment += change(event, before, after);
    moments[version] = moment;
  }

  /**
   * Whether what the last event ends is no undo, redo or restore, or has led to what was at the
   * version that it goes to. A restore itself is one more action that stands.
   */
  boolean leadsWhereItSays(RecordedEvent last) {
    if (!(last.event() instanceof UndoEvent) || !last.endsAction() || reversal == null) {
      return true;
    }
    long itself =
        reversal instanceof PileRestored
            ? ofVersions(List.of(new VersionRange(reversalBegan, last.version())))
            : 0;
    return moment - itself == moments[(int) WithoutTestData.target(reversal)];
  }

  private long ofVersions(List<VersionRange> ranges) {
    return ranges.stream()
        .mapToLong(range -> versions[(int) range.last()] - versions[(int) range.first() - 1])
        .sum();
  }

  /** An event also changes the session that is open, by what it does to threads. */
  private static long change(PileEvent event, Contents before, Contents after) {
    long ofThreads =
        threads(event)
            .distinct()
            .mapToLong(id -> number(after.threads().get(id)) - number(before.threads().get(id)))
            .sum();
    Stream<SessionId> open =
        Stream.of(before, after).flatMap(each -> each.openSession().map(SessionFacts::id).stream());
    long ofSessions =
        Stream.concat(sessions(event), open)
            .distinct()
            .mapToLong(id -> number(after.sessions().get(id)) - number(before.sessions().get(id)))
            .sum();
    return ofThreads + ofSessions;
  }

  private static Stream<ThreadId> threads(PileEvent event) {
    return switch (event) {
      case ThreadsImported e -> e.threads().stream().map(ThreadFacts::id);
      case ThreadMoved e ->
          Stream.concat(Stream.of(e.threadId()), e.respaced().stream().map(OrderEntry::threadId));
      case QueueCleared e -> e.threadIds().stream();
      case UndoEvent e -> e.difference().threadIds();
      default -> Stream.ofNullable(Actions.threadId(event));
    };
  }

  private static Stream<SessionId> sessions(PileEvent event) {
    return switch (event) {
      case SessionEvent e -> Stream.of(e.sessionId());
      case UndoEvent e ->
          Stream.concat(
              e.difference().sessions().stream().map(SessionFacts::id),
              e.difference().removedSessions().stream());
      default -> Stream.empty();
    };
  }

  private static long number(@Nullable ThreadFacts thread) {
    return thread == null ? 0 : number(thread.hashCode());
  }

  /** While a session is open, nothing takes back when something was done in it last. */
  private static long number(@Nullable SessionFacts session) {
    if (session == null) {
      return 0;
    }
    SessionFacts facts =
        session.endedAt() == null ? Sessions.activeAt(session, Instant.EPOCH) : session;
    return number(facts.hashCode());
  }

  /** Far from the numbers of its neighbours, so that sums of them tell apart what was exchanged. */
  private static long number(long of) {
    return new SplittableRandom(of).nextLong();
  }
}
