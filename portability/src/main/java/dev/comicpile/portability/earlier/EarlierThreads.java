package dev.comicpile.portability.earlier;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.thread.ThreadFields;
import dev.comicpile.portability.earlier.ConvertedStream.Rank;
import dev.comicpile.portability.earlier.EarlierPile.Event;
import dev.comicpile.portability.earlier.EarlierPile.Kind;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import dev.comicpile.portability.format.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The threads of an earlier pile: how they come, and how they are in the end, which a last move and
 * edits set where the events don't explain it.
 */
final class EarlierThreads {

  private static final String GONE_FORMAT = "Unknown";

  /** What a thread can have been read of; more than that is no count of issues any more. */
  private static final long MOST_READ = Integer.MAX_VALUE / 2;

  private final List<Thread> threads;
  private final ConvertedStream stream;

  /** Threads of which each event is taken to have read one issue. */
  private final Set<Long> uncounted = new HashSet<>();

  EarlierThreads(List<Thread> threads, ConvertedStream stream) {
    this.threads = threads;
    this.stream = stream;
  }

  /** How many issues an event read, 1 or more. */
  int issuesOf(Event event) {
    return uncounted.contains(event.subject()) ? 1 : event.issues();
  }

  /** Plans when threads come and go, and their reviews. */
  void plan(List<Event> events) {
    Map<Long, List<Event>> told =
        events.stream()
            .filter(event -> event.subject() != null)
            .collect(Collectors.groupingBy(Event::subject, TreeMap::new, Collectors.toList()));
    told.forEach(this::noteUncounted);
    for (Thread thread : threads) {
      ThreadFacts facts = thread.facts();
      List<Event> own = told.remove(thread.id().number());
      Instant created = facts.createdAt();
      Instant first = own == null ? created : own.getFirst().timestamp();
      Instant added = first.isBefore(created) ? first : created;
      int issues = startingWith(facts.issuesRemaining(), own == null ? List.of() : own);
      stream.plan(added, Rank.THREAD, orderOf(thread), () -> add(facts, issues, added));
      planReview(facts, added);
      noteStatus(thread);
    }
    noteSharedPositions();
    told.forEach((id, own) -> planGoneThread(id, own));
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
    return thread.queuePosition() * (1L << 31) + Math.min(thread.id().number(), (1L << 31) - 1);
  }

  private void planGoneThread(long id, List<Event> own) {
    Instant first = own.getFirst().timestamp();
    Instant last = own.getLast().timestamp();
    ThreadId gone = new ThreadId(id);
    String title = "Deleted thread " + id;
    stream.note(Wording.THREAD_GONE.of("id", id, "title", title));
    ThreadFacts facts =
        new ThreadFacts(
            gone, title, GONE_FORMAT, 1, null, null, null, null, null, null, false, first);
    int issues = startingWith(1, own);
    stream.plan(first, Rank.THREAD, Long.MAX_VALUE, () -> add(facts, issues, first));
    stream.plan(
        last,
        Rank.GONE,
        id,
        () -> {
          int position = stream.contents().position(stream.thread(gone));
          stream.emit(new ThreadDeleted(gone, title, position, last));
        });
  }

  private void planReview(ThreadFacts facts, Instant added) {
    Instant reviewed = facts.lastReviewAt();
    if (facts.reviewUrl() != null && reviewed != null && reviewed.isAfter(added)) {
      stream.plan(reviewed, Rank.REVIEW, facts.id().number(), () -> review(facts, reviewed));
    }
  }

  private void review(ThreadFacts facts, Instant reviewed) {
    ThreadFacts before = stream.thread(facts.id());
    edit(before.withReview(facts.reviewUrl(), reviewed), List.of("review_url"), reviewed);
  }

  private void noteStatus(Thread thread) {
    ThreadFacts facts = thread.facts();
    String status = facts.completed() ? "completed" : "active";
    if (thread.status() != null && !status.equals(thread.status())) {
      stream.note(
          Wording.STATUS
              .of("subject", Wording.THREAD_OF.of("id", facts.id(), "name", facts.title()))
              .with("said", thread.status())
              .with("issues", facts.issuesRemaining())
              .with("status", status));
    }
  }

  private void noteSharedPositions() {
    inOrder().stream()
        .collect(Collectors.groupingBy(Thread::queuePosition, TreeMap::new, Collectors.toList()))
        .forEach(this::noteShared);
  }

  private void noteShared(int position, List<Thread> shared) {
    if (shared.size() > 1) {
      String ids =
          shared.stream().map(thread -> thread.id().toString()).collect(Collectors.joining(", "));
      stream.note(Wording.SHARED_POSITION.of("ids", ids, "position", position));
    }
  }

  /** The queue as the rows have it. */
  private List<Thread> inOrder() {
    return threads.stream()
        .filter(thread -> !thread.facts().completed())
        .sorted(Comparator.comparingInt(Thread::queuePosition).thenComparing(Thread::id))
        .toList();
  }

  private void add(ThreadFacts end, int issues, Instant at) {
    BigDecimal key = issues == 0 ? null : stream.contents().queue().keyAtBack(end.id());
    int position = key == null ? 0 : stream.contents().queue().size() + 1;
    Instant reviewed = end.lastReviewAt();
    ThreadFacts unread = end.withReading(issues, key, null, null);
    ThreadFacts added =
        reviewed != null && reviewed.isAfter(at) ? unread.withReview(null, null) : unread;
    stream.emit(new ThreadAdded(added, position, at));
  }

  /** Sets what the events have not explained. */
  void restore() {
    restoreOrder();
    threads.forEach(thread -> restoreFacts(thread.facts()));
  }

  /** Puts the queue into the order of the rows, by one move that gives all threads new keys. */
  private void restoreOrder() {
    List<ThreadId> wanted = inOrder().stream().map(Thread::id).toList();
    List<ThreadId> order = stream.contents().queue().threadIds().toList();
    if (wanted.equals(order)) {
      return;
    }
    int place = 0;
    while (wanted.get(place).equals(order.get(place))) {
      place++;
    }
    List<OrderEntry> respaced =
        IntStream.range(0, wanted.size())
            .mapToObj(i -> new OrderEntry(wanted.get(i), BigDecimal.valueOf(i)))
            .toList();
    ThreadFacts moved = stream.thread(wanted.get(place));
    stream.emit(
        new ThreadMoved(
            moved.id(),
            moved.title(),
            order.indexOf(moved.id()) + 1,
            place + 1,
            BigDecimal.valueOf(place),
            respaced,
            stream.latest()));
  }

  private void restoreFacts(ThreadFacts end) {
    ThreadFacts before = stream.thread(end.id());
    ThreadFacts after =
        end.withReading(
            end.issuesRemaining(), before.orderKey(), end.lastRating(), end.lastActivityAt());
    List<String> changed = ThreadFields.changed(before, after);
    if (!changed.isEmpty()) {
      edit(after, changed, stream.latest());
    }
  }

  private void edit(ThreadFacts facts, List<String> changed, Instant at) {
    int position = stream.contents().position(facts);
    stream.emit(new ThreadEdited(facts, changed, position, at));
  }
}
