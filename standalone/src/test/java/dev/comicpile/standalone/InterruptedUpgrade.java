package dev.comicpile.standalone;

import dev.comicpile.standalone.PostgresUpgrade.Step;
import java.io.IOException;
import java.nio.file.Path;

/** A process that takes a database over, and is killed at a step as a power cut would kill it. */
final class InterruptedUpgrade {

  static final int KILLED = 137;

  private InterruptedUpgrade() {}

  public static void main(String[] arguments) throws IOException {
    Step last = Step.valueOf(arguments[1]);
    DataDirectory data = DataDirectory.hold(Path.of(arguments[0]));
    new PostgresUpgrade(
            new PostgresFiles(data.path()),
            EarlierDirectory.PATIENCE,
            new PostgresUpgrade.Surroundings() {
              @Override
              public int freePort() throws IOException {
                return EarlierDirectory.freePort();
              }

              @Override
              public void reached(Step step) {
                if (step == last) {
                  Runtime.getRuntime().halt(KILLED);
                }
              }
            })
        .run();
  }
}
