package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.portability.earlier.EarlierPile.Thread;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What the rows say of threads and their events don't explain. */
final class EarlierEnd {

  private final List<Thread> threads;
  private final ConvertedStream stream;

  EarlierEnd(List<Thread> threads, ConvertedStream stream) {
    this.threads = threads;
    this.stream = stream;
  }

  /** Sets what the events have not explained. */
  void restore() {
    restoreOrder();
    threads.forEach(this::restoreFacts);
  }

  /** Puts the queue into the order of the rows, by one move that gives all threads new keys. */
  private void restoreOrder() {
    List<Long> wanted = inOrder().stream().map(Thread::id).toList();
    List<Long> order = stream.contents().queue().threadIds().toList();
    if (wanted.equals(order)) {
      return;
    }
    int place = 0;
    while (wanted.get(place).equals(order.get(place))) {
      place++;
    }
    List<OrderEntry> respaced = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      respaced.add(new OrderEntry(wanted.get(i), BigDecimal.valueOf(i)));
    }
    ThreadFacts moved = stream.thread(wanted.get(place));
    stream.emit(
        ActionType.MOVE,
        new ThreadMoved(
            moved.id(),
            moved.title(),
            order.indexOf(moved.id()) + 1,
            place + 1,
            BigDecimal.valueOf(place),
            respaced,
            stream.latest()));
  }

  /** The queue as the rows have it. */
  List<Thread> inOrder() {
    return threads.stream()
        .filter(thread -> thread.issuesRemaining() > 0)
        .sorted(Comparator.comparingInt(Thread::queuePosition).thenComparingLong(Thread::id))
        .toList();
  }

  /** Sets the review of a row. */
  void review(Thread thread, Instant reviewed) {
    ThreadFacts before = stream.thread(thread.id());
    edit(
        before.withReview(thread.reviewUrl(), thread.lastReviewAt()),
        List.of("review_url"),
        reviewed);
  }

  private void restoreFacts(Thread thread) {
    ThreadFacts before = stream.thread(thread.id());
    ThreadFacts after =
        before
            .withReading(
                thread.issuesRemaining(),
                before.orderKey(),
                thread.lastRating(),
                thread.lastActivityAt())
            .withReview(thread.reviewUrl(), thread.lastReviewAt());
    List<String> changed = new ArrayList<>();
    if (before.issuesRemaining() != after.issuesRemaining()) {
      changed.add("issues_remaining");
    }
    if (!Objects.equals(before.lastRating(), after.lastRating())) {
      changed.add("last_rating");
    }
    if (!Objects.equals(before.lastActivityAt(), after.lastActivityAt())) {
      changed.add("last_activity_at");
    }
    if (!Objects.equals(before.reviewUrl(), after.reviewUrl())) {
      changed.add("review_url");
    }
    if (!Objects.equals(before.lastReviewAt(), after.lastReviewAt())) {
      changed.add("last_review_at");
    }
    if (!changed.isEmpty()) {
      edit(after, changed, stream.latest());
    }
  }

  private void edit(ThreadFacts facts, List<String> changed, Instant at) {
    int position = stream.contents().position(facts);
    stream.emit(ActionType.EDIT, new ThreadEdited(facts, changed, position, at));
  }
}
