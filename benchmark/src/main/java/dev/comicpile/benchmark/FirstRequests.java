package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Program;
import java.util.Set;

/**
 * What a program costs that has just been started, each play after a start of its own: the first
 * 200 requests, by the readers in turn, and of what a reader at home does most the 800 after them,
 * by one reader.
 */
final class FirstRequests {

  private static final int COLD = 200;
  private static final int AT_HOME = 800;

  private static final Set<Play> ROWS_AT_HOME = Set.of(Plays.ROLL, Plays.SESSION, Plays.POOL);

  private FirstRequests() {}

  static void measure(Run run, Run.People people, String directory) {
    for (Play play : Plays.ROWS) {
      if (run.selection().has("cold") && run.selection().hasRow(play)) {
        measure(run, people, directory, play);
      }
    }
  }

  private static void measure(Run run, Run.People people, String directory, Play play) {
    try (Program program = run.startAgain(directory)) {
      Run.People here = people.at(program);
      Run.awaitRest(program);
      int times = COLD / play.requests() + (play.requests() > 1 ? 1 : 0);
      run.measure(
          Sections.FIRST_200,
          play,
          program,
          here.admin(),
          () -> Load.oneAfterAnother(here.readers(), play, 0, times));
      if (ROWS_AT_HOME.contains(play)) {
        Readers one = here.readers().one();
        run.measure(
            Sections.AT_HOME,
            play,
            program,
            here.admin(),
            () -> Load.oneAfterAnother(one, play, COLD, AT_HOME));
      }
    }
  }
}
