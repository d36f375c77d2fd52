package dev.comicpile.api;

import java.time.Duration;

/**
 * The rules of a pile that configuration can change.
 *
 * @param sessionGap idle time after which a session is over; more than zero
 * @param startDie the die a session starts with
 * @param ratingThreshold 0.5 to 5.0: a rating at or above it is a good one
 */
public record PileRules(Duration sessionGap, Die startDie, double ratingThreshold) {

  public PileRules {
    if (!sessionGap.isPositive()) {
      throw new IllegalArgumentException("the session gap must be more than zero");
    }
    if (ratingThreshold < 0.5 || ratingThreshold > 5.0) {
      throw new IllegalArgumentException("the rating threshold must be 0.5 to 5.0");
    }
  }

  /** Six hours, d6, 4.0. */
  public static final PileRules DEFAULTS = new PileRules(Duration.ofHours(6), Die.D6, 4.0);
}
