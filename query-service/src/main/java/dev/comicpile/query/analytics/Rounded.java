package dev.comicpile.query.analytics;

/** Numbers as clients see them. */
final class Rounded {

  private Rounded() {}

  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /** How many percent of a whole a part is, with one decimal; 0 of nothing. */
  static double percent(long part, long whole) {
    return whole == 0 ? 0 : tenths(100.0 * part / whole);
  }

  static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
