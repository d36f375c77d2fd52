package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running program does for its next start, while nobody waits for it: it sees to its copy in
 * the data directory, and has the AOT cache made if there is none.
 */
public final class Upkeep {

  private static final System.Logger log = System.getLogger(Upkeep.class.getName());

  /** A program that has just been started is wanted for use. */
  private static final Duration DELAY = Duration.ofSeconds(20);

  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
  private static final long NEEDED_MEMORY_IN_KB = 700_000;
  private static final long NEEDED_SPACE = 1_000_000_000;

  /** In milliseconds: the program has ten seconds to end. */
  private static final long UNTIL_ENDED = 5_000;

  private Upkeep() {}

  /**
   * Begins, if this program runs from a copy.
   *
   * @param arguments of this program
   * @param stopDatabase ends the PostgreSQL of a data directory, if there is one
   * @return ends it at once; the next start's goes on with it
   */
  public static Optional<Runnable> begin(String[] arguments, Consumer<Path> stopDatabase) {
    String reason = System.getProperty(Relaunch.REASON);
    if (reason != null) {
      log.log(Level.WARNING, "The program was not unpacked and starts more slowly: {0}", reason);
    }
    String directory = System.getProperty(Relaunch.PROGRAM);
    if (directory == null) {
      return Optional.empty();
    }
    List<String> options =
        CommandLine.ofThisProcess(List.of(arguments)).map(CommandLine::options).orElseGet(List::of);
    Training training =
        new Training(new UnpackedProgram(Path.of(directory)), options, stopDatabase);
    Thread thread = Thread.ofPlatform().name("upkeep").daemon().start(() -> run(training));
    return Optional.of(() -> end(thread));
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(UNTIL_ENDED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Training training) {
    UnpackedProgram program = training.program();
    try {
      program.keep();
      if (!training.isPossible() || program.isTrained()) {
        return;
      }
      Thread.sleep(DELAY);
      Optional<String> lack = lack(program);
      if (lack.isPresent()) {
        log.log(Level.INFO, "The AOT cache is not made this time: {0}", lack.get());
        return;
      }
      train(training);
      log.log(Level.INFO, "The AOT cache is made: the next start will be quicker");
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        log.log(Level.WARNING, "The next start will not be quicker: {0}", e.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void train(Training training) throws IOException, InterruptedException {
    try {
      training.run();
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        training.program().trainingFailed();
      }
      throw e;
    }
  }

  private static Optional<String> lack(UnpackedProgram program) throws IOException {
    if (Files.getFileStore(program.directory()).getUsableSpace() < NEEDED_SPACE) {
      return Optional.of("there is less than 1 GB of free space");
    }
    if (Files.isReadable(MEMORY)) {
      Matcher available = AVAILABLE.matcher(Files.readString(MEMORY));
      if (available.find() && Long.parseLong(available.group(1)) < NEEDED_MEMORY_IN_KB) {
        return Optional.of("there is less than 700 MB of free memory");
      }
    }
    return Optional.empty();
  }
}
