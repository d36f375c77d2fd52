package dev.comicpile.benchmark;

import dev.comicpile.benchmark.floor.FloorJar;
import dev.comicpile.benchmark.load.Load;
import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Reader;
import dev.comicpile.benchmark.program.CommandLine;
import dev.comicpile.benchmark.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Floor R: the program with one endpoint more, which answers from memory what the reads answered,
 * through the same server, filters and security. It is started with the options that the program
 * has given itself.
 */
final class ReadFloor {

  /** The reads whose answers are kept, by a name for each. */
  private static final Map<String, String> PATHS =
      Map.of(
          "threads", "/api/threads/",
          "queue", "/api/queue/",
          "session", "/api/sessions/current/",
          "pool", "/api/roll/pool");

  private static final int WARM_UP = 30_000;
  private static final double SECONDS = 6;
  private static final int FAST_REQUESTS = 4_000;

  private ReadFloor() {}

  static String row(String name) {
    return "R: " + name + " from memory";
  }

  private static String busyRow(Play play) {
    return play.row() + ", busy";
  }

  static void measure(Run run, Run.People people, String directory) throws IOException {
    List<String> commandLine;
    Map<String, byte[]> answers = new LinkedHashMap<>();
    try (Program program = run.start(directory)) {
      commandLine = program.commandLine();
      Reader reader = people.at(program).readers().first();
      PATHS.forEach((name, path) -> answers.put(name, reader.get(path).body()));
    }
    Path floor = FloorJar.write(run.directory().resolve("floor.jar"), answers);
    List<String> command =
        CommandLine.withJar(commandLine, floor.toString(), mainClass(commandLine));
    try (Program program = Program.start(command, run.port(), run.directory().resolve(directory))) {
      Run.People here = people.at(program);
      List<Play> plays = PATHS.keySet().stream().sorted().map(ReadFloor::floorOf).toList();
      Play mix =
          new Play(
              "mix",
              false,
              1,
              plays.size(),
              (reader, n) -> plays.forEach(p -> p.once().accept(reader, n)));
      Load.asFastAsAnswered(here.readers(), mix, WARM_UP / plays.size());
      Run.awaitRest(program);
      for (Play play : plays) {
        int count = (int) (play.rate() * SECONDS);
        run.measure(
            Sections.FLOORS,
            play,
            program,
            here.admin(),
            () -> Load.atRate(here.readers(), play, play.rate(), count));
        run.measure(
            Sections.FLOORS,
            busyRow(play),
            play,
            program,
            here.admin(),
            () -> Load.asFastAsAnswered(here.readers(), play, FAST_REQUESTS));
      }
    }
  }

  private static Play floorOf(String name) {
    return Play.read(row(name), "/api/floor/" + name);
  }

  /** Of the jar that is run, if it is run as a jar. */
  private static Optional<String> mainClass(List<String> commandLine) throws IOException {
    int option = commandLine.indexOf("-jar");
    if (option < 0) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(commandLine.get(option + 1))) {
      return Optional.ofNullable(
          jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
    }
  }
}
