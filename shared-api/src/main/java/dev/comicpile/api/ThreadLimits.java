package dev.comicpile.api;

/** What the texts of a thread may hold, in characters (code points). */
public final class ThreadLimits {

  public static final int TITLE = 200;
  public static final int FORMAT = 50;
  public static final int NOTES = 10_000;
  public static final int REVIEW_URL = 2_000;

  private ThreadLimits() {}
}
