package dev.comicpile.query.analytics;

/** Numbers as clients see them. */
final class Rounded {

  private Rounded() {}

  /** How many percent of a whole a part is, with one decimal; 0 of nothing. */
  static double percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(100.0 * part / whole * 10) / 10.0;
  }

  static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
