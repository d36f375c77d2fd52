package dev.comicpile.domain.pile;

import static dev.comicpile.domain.Comic.BONE;
import static dev.comicpile.domain.Comic.MAUS;
import static dev.comicpile.domain.Comic.SAGA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.OrderEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadingQueueTest {

  @Test
  void aKeyBetweenTwoNeighboursIsTheShortestNearTheirMiddle() {
    assertThat(between("0", "1")).isEqualTo("0.5");
    assertThat(between("0", "10")).isEqualTo("5");
    assertThat(between("0.5", "1")).isEqualTo("0.7");
    assertThat(between("-1", "-0.9")).isEqualTo("-0.95");
    assertThat(between("1.99", "2")).isEqualTo("1.995");
    assertThat(between("0.9", "2")).isEqualTo("1");
  }

  @Test
  void theEndsOfTheQueueGetWholeNumbers() {
    assertThat(OrderKeys.between(null, null)).contains(BigDecimal.ZERO);
    assertThat(OrderKeys.between(null, new BigDecimal("0.25"))).contains(new BigDecimal("-1"));
    assertThat(OrderKeys.between(new BigDecimal("0.25"), null)).contains(new BigDecimal("2"));
  }

  @Test
  void aThreadAtAnEndKeepsItsKeyWhenSentThere() {
    ReadingQueue queue = queueOf(3);

    assertThat(queue.keyAtFront(SAGA.id())).isEqualTo(BigDecimal.valueOf(0));
    assertThat(queue.keyAtBack(MAUS.id())).isEqualTo(BigDecimal.valueOf(2));
    assertThat(queue.keyAtFront(MAUS.id())).isEqualTo(BigDecimal.valueOf(-1));
  }

  @Test
  void aKeyMayHave400DigitsAfterThePointAndNoMore() {
    ReadingQueue tight = queueOf(1).with(BONE.id(), BigDecimal.ONE.movePointLeft(399));
    ReadingQueue tooTight = queueOf(1).with(BONE.id(), BigDecimal.ONE.movePointLeft(400));

    assertThat(place(tight).respaced()).isEmpty();
    assertThat(place(tight).orderKey().scale()).isEqualTo(OrderKeys.MAX_SCALE);
    assertThat(place(tooTight).respaced()).hasSize(3);
  }

  @Test
  void keysBetweenWhichThereIsNoRoomAreMadeAnew() {
    for (String key : List.of("0", "1e-5000")) {
      ReadingQueue queue = queueOf(1).with(BONE.id(), new BigDecimal(key));

      assertThat(place(queue).respaced())
          .extracting(OrderEntry::threadId)
          .containsExactly(SAGA.id(), MAUS.id(), BONE.id());
    }
  }

  @Test
  void aKeyIsOfOneThreadAndOfFewDigits() {
    ReadingQueue queue = queueOf(2).with(MAUS.id(), BigDecimal.ONE);

    assertThat(queue.canHold(BigDecimal.ZERO)).isTrue();
    assertThat(queue.canHold(BigDecimal.ONE)).isFalse();
    assertThat(queue.canHold(BigDecimal.ONE.movePointLeft(OrderKeys.MAX_SCALE))).isTrue();
    for (String key : List.of("1e-401", "1e18", "-1e18", "1e999999999", "1e-999999999")) {
      assertThat(queue.canHold(new BigDecimal(key))).as(key).isFalse();
    }
  }

  /** Brings a third thread from the back to the second place. */
  private static ReadingQueue.Placement place(ReadingQueue queue) {
    return queue.with(MAUS.id(), BigDecimal.TWO).place(MAUS.id(), BigDecimal.TWO, 2);
  }

  @Test
  void movingIntoTheSameGapForeverRespacesNowAndThenAndKeepsTheOrder() {
    ReadingQueue queue = queueOf(5);
    List<ThreadId> order = new ArrayList<>(queue.threadIds().toList());
    int respacings = 0;

    for (int move = 0; move < 5_000; move++) {
      ThreadId last = order.removeLast();
      order.add(1, last);
      ReadingQueue.Placement placement = queue.place(last, keyOf(queue, last), 2);
      queue = queue.without(last, keyOf(queue, last)).with(last, placement.orderKey());
      for (OrderEntry entry : placement.respaced()) {
        queue =
            queue
                .without(entry.threadId(), keyOf(queue, entry.threadId()))
                .with(entry.threadId(), entry.orderKey());
      }
      respacings += placement.respaced().isEmpty() ? 0 : 1;
      assertThat(queue.threadIds()).containsExactlyElementsOf(order);
      assertThat(placement.orderKey().scale()).isLessThanOrEqualTo(OrderKeys.MAX_SCALE);
    }
    assertThat(respacings).isBetween(1, 10);
  }

  @Test
  void aThreadGoesToAnyPlaceOfALargeQueue() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ReadingQueue queue = queueOf(500);
    List<ThreadId> order = new ArrayList<>(queue.threadIds().toList());

    for (int move = 0; move < 600; move++) {
      ThreadId thread = order.remove(random.nextInt(order.size()));
      // Mostly into one place, so that the keys are spread unevenly.
      int to = random.nextInt(4) == 0 ? random.nextInt(order.size() + 1) : 200;
      order.add(to, thread);
      BigDecimal key = queue.place(thread, keyOf(queue, thread), to + 1).orderKey();
      queue = queue.without(thread, keyOf(queue, thread)).with(thread, key);
      assertThat(queue.position(thread, key)).as("seed %d", seed).isEqualTo(to + 1);
    }
    assertThat(queue.threadIds()).as("seed %d", seed).containsExactlyElementsOf(order);
  }

  private static String between(String before, String after) {
    return OrderKeys.between(new BigDecimal(before), new BigDecimal(after))
        .orElseThrow()
        .toString();
  }

  /** The threads of the first comics, in their order. */
  private static ReadingQueue queueOf(int threads) {
    ReadingQueue queue = ReadingQueue.EMPTY;
    for (long id : LongStream.rangeClosed(1, threads).toArray()) {
      queue = queue.with(new ThreadId(id), BigDecimal.valueOf(id - 1));
    }
    return queue;
  }

  private static BigDecimal keyOf(ReadingQueue queue, ThreadId threadId) {
    return queue
        .entries()
        .filter(entry -> entry.threadId().equals(threadId))
        .findFirst()
        .orElseThrow()
        .orderKey();
  }
}
