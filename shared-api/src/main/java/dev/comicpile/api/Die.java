package dev.comicpile.api;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dice of the ladder, smallest first. A reader speaks of them as {@code d4} to {@code d20}. */
public enum Die {
  D4(4),
  D6(6),
  D8(8),
  D10(10),
  D12(12),
  D20(20);

  private final int sides;

  Die(int sides) {
    this.sides = sides;
  }

  /** The number of sides, 4 to 20: also the size of the roll pool. */
  public int sides() {
    return sides;
  }

  /** The next larger die; d20 stays d20. */
  public Die up() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }

  /** The next smaller die; d4 stays d4. */
  public Die down() {
    return values()[Math.max(ordinal() - 1, 0)];
  }

  /** The die with that many sides, if it is on the ladder. */
  public static Optional<Die> withSides(int sides) {
    return Arrays.stream(values()).filter(die -> die.sides == sides).findFirst();
  }

  /** The whole ladder in words: {@code d4, d6, d8, d10, d12, d20}. */
  public static String ladder() {
    return Arrays.stream(values()).map(Die::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "d" + sides;
  }
}
