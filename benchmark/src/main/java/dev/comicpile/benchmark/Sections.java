package dev.comicpile.benchmark;

/** Names of the report's sections. */
final class Sections {

  static final String START = "Start";
  static final String MEMORY = "Memory of the JVM";
  static final String IDLE = "A program that nobody uses, for a minute";
  static final String FIRST_200 = "The first 200 requests after a start, one after another";
  static final String AT_HOME = "One reader, the 200th to the 1,000th request after a start";
  static final String EVENING = "An evening at home: a start and 1,000 requests";
  static final String WARM = "Warm, 16 readers at a constant rate";
  static final String BUSY = "Warm, 16 readers as fast as they are answered";
  static final String SPEED = "Rolls, as fast as they are answered";
  static final String LAG = "From a write's answer to a read that shows it, 16 readers";
  static final String FLOORS = "Floors";
  static final String WAITS = "Threads that waited, warm";
  static final String REPLAY = "Replay of 200,000 events, and the same rows inserted in batches";
  static final String LARGE = "Long streams and large piles";
  static final String APART = "Two services behind the gateway, warm, all processes";

  private Sections() {}
}
