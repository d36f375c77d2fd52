package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Kind;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import dev.comicpile.portability.earlier.Schedule.Rank;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The threads of an earlier pile: how they come, and how they are in the end. */
final class EarlierThreads {

  private static final String GONE_FORMAT = "Unknown";

  /** What a thread can have been read of; more than that is no count of issues any more. */
  private static final long MOST_READ = Integer.MAX_VALUE / 2;

  private final List<Thread> threads;
  private final ConvertedStream stream;
  private final EarlierEnd end;

  /** Threads of which each event is taken to have read one issue. */
  private final Set<Long> uncounted = new HashSet<>();

  EarlierThreads(List<Thread> threads, ConvertedStream stream) {
    this.threads = threads;
    this.stream = stream;
    this.end = new EarlierEnd(threads, stream);
  }

  /** What events say of a thread, all together. */
  private static final class Told {
    private final Instant first;
    private Instant last;
    private long readings;
    private long issues;

    Told(Instant first) {
      this.first = first;
      this.last = first;
    }
  }

  /** How many issues an event read, 1 or more. */
  int issuesOf(Event event) {
    return uncounted.contains(event.subject()) ? 1 : event.issues();
  }

  /** Plans when threads come and go, and their reviews. */
  void plan(List<Event> events, Schedule schedule) {
    Map<Long, Told> told = told(events);
    Set<Long> known = new HashSet<>();
    for (Thread thread : threads) {
      known.add(thread.id());
      Told says = told.get(thread.id());
      Instant added =
          says != null && says.first.isBefore(thread.createdAt()) ? says.first : thread.createdAt();
      int issues = startingWith(thread.issuesRemaining(), says);
      schedule.add(added, Rank.THREAD, orderOf(thread), () -> add(thread, issues, added));
      planReview(thread, added, schedule);
      noteStatus(thread);
    }
    noteSharedPositions();
    told.forEach(
        (id, says) -> {
          if (!known.contains(id)) {
            planGoneThread(id, says, schedule);
          }
        });
  }

  private Map<Long, Told> told(List<Event> events) {
    Map<Long, Told> told = new TreeMap<>();
    for (Event event : events) {
      Long id = event.subject();
      if (id != null) {
        Told of = told.computeIfAbsent(id, thread -> new Told(event.timestamp()));
        of.last = event.timestamp();
        if (event.kind() == Kind.READ) {
          of.readings++;
          of.issues += event.issues();
        }
      }
    }
    told.forEach(
        (id, of) -> {
          if (of.issues > MOST_READ) {
            uncounted.add(id);
            of.issues = of.readings;
            stream.note(
                "More issues of thread "
                    + id
                    + " were read than can be counted; one is entered for each event.");
          }
        });
    return told;
  }

  /** What remains and what was read of it. A last edit sets what is too much to be counted. */
  private static int startingWith(int remaining, @Nullable Told told) {
    return (int) Math.min(Integer.MAX_VALUE, remaining + (told == null ? 0 : told.issues));
  }

  private static long orderOf(Thread thread) {
    // The id decides only between equal positions.
    return thread.queuePosition() * (1L << 31) + Math.min(thread.id(), (1L << 31) - 1);
  }

  private void planGoneThread(long id, Told told, Schedule schedule) {
    String title = "Deleted thread " + id;
    stream.note(
        "Thread "
            + id
            + " is not in the export any more; what happened to it is entered under the title '"
            + title
            + "', and it is deleted after that.");
    Thread gone =
        new Thread(id, title, GONE_FORMAT, 1, 0, null, null, null, null, null, null, told.first);
    int issues = startingWith(1, told);
    Instant last = told.last;
    schedule.add(told.first, Rank.THREAD, Long.MAX_VALUE, () -> add(gone, issues, told.first));
    schedule.add(
        last,
        Rank.GONE,
        id,
        () -> {
          int position = stream.contents().position(stream.thread(id));
          stream.emit(ActionType.DELETE, new ThreadDeleted(id, title, position, last));
        });
  }

  private void planReview(Thread thread, Instant added, Schedule schedule) {
    Instant reviewed = thread.lastReviewAt();
    if (thread.reviewUrl() != null && reviewed != null && reviewed.isAfter(added)) {
      schedule.add(reviewed, Rank.REVIEW, thread.id(), () -> end.review(thread, reviewed));
    }
  }

  private void noteStatus(Thread thread) {
    String status = thread.issuesRemaining() == 0 ? "completed" : "active";
    if (thread.status() != null && !status.equals(thread.status())) {
      stream.note(
          named(thread)
              + " is said to be "
              + thread.status()
              + ", but with "
              + thread.issuesRemaining()
              + " issues remaining it is "
              + status
              + ".");
    }
  }

  private void noteSharedPositions() {
    Map<Integer, List<String>> byPosition = new TreeMap<>();
    for (Thread thread : end.inOrder()) {
      byPosition
          .computeIfAbsent(thread.queuePosition(), position -> new ArrayList<>())
          .add(Long.toString(thread.id()));
    }
    byPosition.forEach(
        (position, ids) -> {
          if (ids.size() > 1) {
            stream.note(
                "Threads "
                    + String.join(", ", ids)
                    + " share the position "
                    + position
                    + "; they stand in the order of their ids.");
          }
        });
  }

  private void add(Thread thread, int issues, Instant at) {
    BigDecimal key = issues == 0 ? null : stream.contents().queue().keyAtBack(thread.id());
    Instant reviewed = thread.lastReviewAt();
    boolean reviewedLater = reviewed != null && reviewed.isAfter(at);
    ThreadFacts facts =
        new ThreadFacts(
            thread.id(),
            thread.title(),
            thread.format(),
            issues,
            key,
            null,
            null,
            reviewedLater ? null : thread.reviewUrl(),
            reviewedLater ? null : reviewed,
            thread.notes(),
            false,
            thread.createdAt());
    int position = key == null ? 0 : stream.contents().queue().size() + 1;
    stream.emit(ActionType.ADD, new ThreadAdded(facts, position, at));
  }

  /** Sets what the events have not explained. */
  void restore() {
    end.restore();
  }

  private static String named(Thread thread) {
    return "Thread " + thread.id() + " (" + thread.title() + ")";
  }
}
