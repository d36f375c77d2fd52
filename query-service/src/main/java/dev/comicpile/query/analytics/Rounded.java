package dev.comicpile.query.analytics;

/** Numbers as clients see them. */
final class Rounded {

  private Rounded() {}

  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
