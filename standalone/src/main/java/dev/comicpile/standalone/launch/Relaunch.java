package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts the program once more in its own process, with the JVM options that suit it. {@code java
 * -jar} takes none from the jar; so the first JVM looks for what there is and makes way for the
 * second one. Where that cannot be done, the first one goes on.
 */
public final class Relaunch {

  /** Tells the second run that it is one; whoever sets it to anything keeps the first. */
  static final String LAUNCHED = "comicpile.launched";

  /** Where the copy is that the second run was started from. */
  static final String PROGRAM = "comicpile.program";

  /** Why there is no copy. */
  static final String REASON = "comicpile.no-program";

  private Relaunch() {}

  /**
   * Does not return if it succeeds.
   *
   * @param arguments all arguments of this program
   */
  public static void replaceProcess(Path dataDirectory, HeapSize heap, String[] arguments) {
    if (System.getProperty(LAUNCHED) != null || !ProcessReplacement.isPossible()) {
      return;
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Optional<CommandLine> commandLine = CommandLine.ofThisProcess(arguments);
    if (commandLine.isPresent() && Files.isExecutable(java)) {
      ProcessReplacement.replaceBy(
          java, words(commandLine.get(), dataDirectory, heap, List.of(arguments)));
    }
  }

  private static List<String> words(
      CommandLine commandLine, Path dataDirectory, HeapSize heap, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add("java");
    words.addAll(JvmOptions.own(heap, JvmOptions.givenTo(commandLine, System.getenv())));
    Path jar = commandLine.jar();
    words.add("-D" + LAUNCHED + "=" + jar);
    try {
      Optional<UnpackedProgram> program = UnpackedProgram.of(jar, dataDirectory);
      if (program.isPresent()) {
        jar = program.get().jar();
        words.add("-D" + PROGRAM + "=" + program.get().directory());
        program
            .get()
            .aotCache()
            .ifPresent(
                cache ->
                    // Whatever the JVM has to say about it, it can start without it.
                    words.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off,cds*=off")));
      }
    } catch (IOException e) {
      words.add("-D" + REASON + "=" + e);
    }
    words.addAll(commandLine.options());
    words.add("-jar");
    words.add(jar.toString());
    words.addAll(arguments);
    return words;
  }
}
