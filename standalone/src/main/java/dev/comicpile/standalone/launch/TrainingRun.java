package dev.comicpile.standalone.launch;

import java.io.IOException;

/** The part of a training that is played in the Comic Pile which was started for it. */
public final class TrainingRun {

  private TrainingRun() {}

  /** Whether this is one. */
  public static boolean isThis() {
    return System.getProperty(Training.TRAINING) != null;
  }

  /**
   * Ends this process when the one that started it is gone: it holds the other end of the input.
   */
  public static void endWithParent() {
    Thread.ofPlatform()
        .name("parent")
        .daemon()
        .start(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever said.
                }
              } catch (IOException e) {
                // The same as its end.
              }
              System.exit(1);
            });
  }

  /** Plays the evening and ends this process. */
  public static void play(String url) {
    try {
      int refused = new Evening(url).play(Training.USERNAME, Training.PASSWORD);
      System.out.println("An evening was played, and " + refused + " requests were refused.");
      System.exit(0);
    } catch (IOException e) {
      System.out.println("The evening ended early: " + e);
      System.exit(1);
    }
  }
}
