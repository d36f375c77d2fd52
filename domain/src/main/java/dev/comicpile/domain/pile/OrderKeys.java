package dev.comicpile.domain.pile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys that order the queue: a thread moves by getting a new key, and no other thread changes.
 * Between two keys the shortest decimal nearest to their middle is taken, so that keys stay short;
 * the ends of the queue always get whole numbers.
 */
final class OrderKeys {

  /**
   * Digits after the point beyond which the queue is given new keys, to keep every index entry
   * small.
   */
  static final int MAX_SCALE = 400;

  /** Digits in front of the point: more than moves to an end, one after the other, ever make. */
  private static final int MAX_WHOLE_DIGITS = 18;

  private OrderKeys() {}

  /** Whether a queue may have come to have it. */
  static boolean isPossible(BigDecimal key) {
    return key.scale() <= MAX_SCALE && (long) key.precision() - key.scale() <= MAX_WHOLE_DIGITS;
  }

  /**
   * A key between two others, if there is room for one; a null neighbour is the end of the queue.
   */
  static Optional<BigDecimal> between(@Nullable BigDecimal before, @Nullable BigDecimal after) {
    if (before == null) {
      return Optional.of(beforeAll(after));
    }
    if (after == null) {
      return Optional.of(afterAll(before));
    }
    for (int scale = 0; scale <= MAX_SCALE; scale++) {
      BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
      BigDecimal lowest = before.setScale(scale, RoundingMode.FLOOR).add(unit);
      BigDecimal highest = after.setScale(scale, RoundingMode.CEILING).subtract(unit);
      if (lowest.compareTo(highest) <= 0) {
        BigDecimal middle =
            lowest.add(highest).divide(BigDecimal.TWO).setScale(scale, RoundingMode.FLOOR);
        return Optional.of(normal(middle));
      }
    }
    return Optional.empty();
  }

  /** The key in front of the first one, null where there is none. */
  static BigDecimal beforeAll(@Nullable BigDecimal first) {
    return first == null
        ? BigDecimal.ZERO
        : first.setScale(0, RoundingMode.FLOOR).subtract(BigDecimal.ONE);
  }

  /** The key behind the last one, null where there is none. */
  static BigDecimal afterAll(@Nullable BigDecimal last) {
    return last == null
        ? BigDecimal.ZERO
        : last.setScale(0, RoundingMode.CEILING).add(BigDecimal.ONE);
  }

  /** Equal numbers are to be equal values: no trailing zeros, no negative scale. */
  private static BigDecimal normal(BigDecimal key) {
    BigDecimal stripped = key.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
