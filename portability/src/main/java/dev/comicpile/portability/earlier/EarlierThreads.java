package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Kind;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import dev.comicpile.portability.earlier.Schedule.Rank;
import dev.comicpile.portability.format.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /** How many issues an event read, 1 or more. */
  int issuesOf(Event event) {
    return uncounted.contains(event.subject()) ? 1 : event.issues();
  }

  /** Plans when threads come and go, and their reviews. */
  void plan(List<Event> events, Schedule schedule) {
    Map<Long, List<Event>> told =
        events.stream()
            .filter(event -> event.subject() != null)
            .collect(Collectors.groupingBy(Event::subject, TreeMap::new, Collectors.toList()));
    told.forEach(this::noteUncounted);
    for (Thread thread : threads) {
      List<Event> own = Objects.requireNonNullElse(told.remove(thread.id()), List.of());
      Instant created = thread.createdAt();
      Instant first = own.isEmpty() ? created : own.getFirst().timestamp();
      Instant added = first.isBefore(created) ? first : created;
      int issues = startingWith(thread.issuesRemaining(), own);
      schedule.add(added, Rank.THREAD, orderOf(thread), () -> add(thread, issues, added));
      planReview(thread, added, schedule);
      noteStatus(thread);
    }
    noteSharedPositions();
    told.forEach((id, own) -> planGoneThread(id, own, schedule));
  }

  private void noteUncounted(long id, List<Event> own) {
    if (read(own) > MOST_READ) {
      uncounted.add(id);
      stream.note(Wording.UNCOUNTED.of("id", id));
    }
  }

  private long read(List<Event> own) {
    return own.stream().filter(event -> event.kind() == Kind.READ).mapToLong(this::issuesOf).sum();
  }

  /** What remains, and what was read. A last edit sets what is too much to be counted. */
  private int startingWith(int remaining, List<Event> own) {
    return (int) Math.min(Integer.MAX_VALUE, remaining + read(own));
  }

  private static long orderOf(Thread thread) {
    // The id decides only between equal positions.
    return thread.queuePosition() * (1L << 31) + Math.min(thread.id(), (1L << 31) - 1);
  }

  private void planGoneThread(long id, List<Event> own, Schedule schedule) {
    Instant first = own.getFirst().timestamp();
    Instant last = own.getLast().timestamp();
    String title = "Deleted thread " + id;
    stream.note(Wording.THREAD_GONE.of("id", id, "title", title));
    Thread gone =
        new Thread(id, title, GONE_FORMAT, 1, 0, null, null, null, null, null, null, first);
    int issues = startingWith(1, own);
    schedule.add(first, Rank.THREAD, Long.MAX_VALUE, () -> add(gone, issues, first));
    schedule.add(
        last,
        Rank.GONE,
        id,
        () -> {
          ThreadFacts thread = stream.thread(new ThreadId(id));
          int position = stream.contents().position(thread);
          stream.emit(ActionType.DELETE, new ThreadDeleted(thread.id(), title, position, last));
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
          Wording.STATUS
              .of("subject", Wording.THREAD_OF.of("id", thread.id(), "name", thread.title()))
              .with("said", thread.status())
              .with("issues", thread.issuesRemaining())
              .with("status", status));
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
                Wording.SHARED_POSITION.of("ids", String.join(", ", ids), "position", position));
          }
        });
  }

  private void add(Thread thread, int issues, Instant at) {
    ThreadId id = new ThreadId(thread.id());
    BigDecimal key = issues == 0 ? null : stream.contents().queue().keyAtBack(id);
    Instant reviewed = thread.lastReviewAt();
    boolean reviewedLater = reviewed != null && reviewed.isAfter(at);
    ThreadFacts facts =
        new ThreadFacts(
            id,
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
}
