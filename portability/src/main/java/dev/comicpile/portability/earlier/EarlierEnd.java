package dev.comicpile.portability.earlier;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the rows say of threads and their events don't explain. */
final class EarlierEnd {

  /** What a last edit may set. */
  private record Fact(String name, Function<ThreadFacts, @Nullable Object> of) {}

  private static final List<Fact> FACTS =
      List.of(
          new Fact("issues_remaining", ThreadFacts::issuesRemaining),
          new Fact("last_rating", ThreadFacts::lastRating),
          new Fact("last_activity_at", ThreadFacts::lastActivityAt),
          new Fact("review_url", ThreadFacts::reviewUrl),
          new Fact("last_review_at", ThreadFacts::lastReviewAt));

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
    List<ThreadId> wanted = inOrder().stream().map(thread -> new ThreadId(thread.id())).toList();
    List<ThreadId> order = stream.contents().queue().threadIds().toList();
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
    ThreadFacts before = stream.thread(new ThreadId(thread.id()));
    edit(
        before.withReview(thread.reviewUrl(), thread.lastReviewAt()),
        List.of("review_url"),
        reviewed);
  }

  private void restoreFacts(Thread thread) {
    ThreadFacts before = stream.thread(new ThreadId(thread.id()));
    ThreadFacts after =
        before
            .withReading(
                thread.issuesRemaining(),
                before.orderKey(),
                thread.lastRating(),
                thread.lastActivityAt())
            .withReview(thread.reviewUrl(), thread.lastReviewAt());
    List<String> changed =
        FACTS.stream()
            .filter(fact -> !Objects.equals(fact.of().apply(before), fact.of().apply(after)))
            .map(Fact::name)
            .toList();
    if (!changed.isEmpty()) {
      edit(after, changed, stream.latest());
    }
  }

  private void edit(ThreadFacts facts, List<String> changed, Instant at) {
    int position = stream.contents().position(facts);
    stream.emit(ActionType.EDIT, new ThreadEdited(facts, changed, position, at));
  }
}
