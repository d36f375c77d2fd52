package dev.comicpile.domain.pile;

import java.math.BigDecimal;
import java.math.RoundingMode;
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

  private OrderKeys() {}

  /** A key between two others; a null neighbour is the end of the queue. */
  static BigDecimal between(@Nullable BigDecimal before, @Nullable BigDecimal after) {
    if (before == null) {
      return after == null
          ? BigDecimal.ZERO
          : after.setScale(0, RoundingMode.FLOOR).subtract(BigDecimal.ONE);
    }
    if (after == null) {
      return before.setScale(0, RoundingMode.CEILING).add(BigDecimal.ONE);
    }
    for (int scale = 0; ; scale++) {
      BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
      BigDecimal lowest = before.setScale(scale, RoundingMode.FLOOR).add(unit);
      BigDecimal highest = after.setScale(scale, RoundingMode.CEILING).subtract(unit);
      if (lowest.compareTo(highest) <= 0) {
        BigDecimal middle =
            lowest.add(highest).divide(BigDecimal.TWO).setScale(scale, RoundingMode.FLOOR);
        return normal(middle);
      }
    }
  }

  /** Equal numbers are to be equal values: no trailing zeros, no negative scale. */
  private static BigDecimal normal(BigDecimal key) {
    BigDecimal stripped = key.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
