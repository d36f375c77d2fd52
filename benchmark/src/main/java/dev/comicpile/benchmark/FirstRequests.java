package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.load.Readers;
import dev.comicpile.benchmark.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a program costs that has just been started, each play after starts of its own: the first 200
 * requests, by the readers in turn, and of what a reader at home does most the 800 after them, by
 * one reader. Of all starts the one in the middle is put down, with the least and the most of them:
 * what is compiled when, which differs from start to start, is a good part of it.
 */
final class FirstRequests {

  private static final int STARTS = 5;
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
    List<Run.Measured> first = new ArrayList<>();
    List<Run.Measured> atHome = new ArrayList<>();
    int times = COLD / play.requests() + (play.requests() > 1 ? 1 : 0);
    for (int start = 0; start < STARTS; start++) {
      try (Program program = run.startAgain(directory);
          Run.People here = people.at(program)) {
        Run.awaitRest(program);
        first.add(
            Run.measured(
                play,
                program,
                here.admin(),
                () -> Load.oneAfterAnother(here.readers(), play, 0, times)));
        if (ROWS_AT_HOME.contains(play)) {
          Readers one = here.readers().one(start);
          atHome.add(
              Run.measured(
                  play,
                  program,
                  here.admin(),
                  () -> Load.oneAfterAnother(one, play, COLD, AT_HOME)));
        }
      }
    }
    put(run, Sections.FIRST_200, play, first);
    if (!atHome.isEmpty()) {
      put(run, Sections.AT_HOME, play, atHome);
    }
  }

  private static void put(Run run, String section, Play play, List<Run.Measured> starts) {
    List<Run.Measured> byCost =
        starts.stream().sorted(Comparator.comparingDouble(each -> each.cpu().total())).toList();
    run.put(section, play.row(), byCost.get(byCost.size() / 2));
    run.put(section, play.row(), Columns.LEAST_CPU, byCost.getFirst().cpu().total());
    run.put(section, play.row(), Columns.MOST_CPU, byCost.getLast().cpu().total());
  }
}
