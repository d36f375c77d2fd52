package dev.comicpile.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How much a reader liked what they read: 0.5 to 5.0 in steps of 0.5. */
public record Rating(@JsonValue double stars) {

  public static final double LOWEST = 0.5;
  public static final double HIGHEST = 5.0;

  /** A power of two, so that doubles hold every step exactly. */
  public static final double STEP = 0.5;

  /**
   * A rating.
   *
   * @throws IllegalArgumentException if it is outside the range or off the step
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Rating {
    if (stars != onStep(stars)) {
      throw new IllegalArgumentException("a rating is 0.5 to 5.0 in steps of 0.5, not " + stars);
    }
  }

  /** The rating nearest to a number. */
  public static Rating nearestTo(double number) {
    return new Rating(onStep(number));
  }

  private static double onStep(double number) {
    return Math.clamp(Math.round(number / STEP) * STEP, LOWEST, HIGHEST);
  }

  @Override
  public String toString() {
    return Double.toString(stars);
  }
}
