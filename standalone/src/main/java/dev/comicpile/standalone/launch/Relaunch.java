package dev.comicpile.standalone.launch;

import dev.comicpile.startup.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code java -jar} comes to: it starts the program once more in its own process, with the JVM
 * options that suit it. {@code java -jar} takes none from the jar; so this first JVM looks for what
 * there is and makes way for the second one. Where that cannot be done, the first one goes on.
 */
public final class Relaunch {

  /** Tells the second run that it is one; setting it to anything keeps the first. */
  static final String LAUNCHED = "comicpile.launched";

  /** Where the copy is that the second run was started from. */
  static final String PROGRAM = "comicpile.program";

  /** Why there is no copy. */
  static final String REASON = "comicpile.no-program";

  /** What Spring Boot has put into the jar to run it as it is. */
  private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  private Relaunch() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    if (List.of(arguments).equals(List.of(Preparation.ARGUMENT))) {
      System.exit(Preparation.run());
    }
    if (isPossible()) {
      replaceProcess(List.of(arguments));
    }
    Class.forName(JAR_LAUNCHER).getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  private static boolean isPossible() {
    return System.getProperty(LAUNCHED) == null
        && System.getProperty("jarmode") == null
        && ProcessReplacement.isPossible();
  }

  private static void replaceProcess(List<String> arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Optional<CommandLine> commandLine = CommandLine.ofThisProcess(arguments);
    if (commandLine.isPresent() && Files.isExecutable(java)) {
      try {
        Options options = Options.parse(arguments);
        ProcessReplacement.keepFilesPrivate();
        ProcessReplacement.replaceBy(java, words(commandLine.get(), options, arguments));
      } catch (StartFailure noOptions) {
        // Something else is asked, or it cannot be understood: the program says so.
      }
    }
  }

  private static List<String> words(
      CommandLine commandLine, Options options, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add("java");
    words.addAll(JvmOptions.own(options.heap(), JvmOptions.givenTo(commandLine, System.getenv())));
    Path jar = commandLine.jar();
    words.add("-D" + LAUNCHED + "=" + jar);
    try {
      Optional<UnpackedProgram> program = program(jar, options.dataDirectory());
      if (program.isPresent()) {
        jar = program.get().jar();
        words.add("-D" + PROGRAM + "=" + program.get().directory());
        words.addAll(program.get().aotOptions());
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

  /**
   * The copy beside the jar, as {@link Preparation} makes it, else the one in the data directory.
   * Where others can get in, they may have changed it; the program sees to that first.
   */
  private static Optional<UnpackedProgram> program(Path jar, Path dataDirectory)
      throws IOException {
    Optional<UnpackedProgram> prepared = UnpackedProgram.beside(jar);
    if (prepared.isPresent()) {
      return prepared;
    }
    if (PrivateDirectory.isOpen(dataDirectory)) {
      throw new IOException("others could get into " + dataDirectory);
    }
    PrivateDirectory.make(dataDirectory);
    return UnpackedProgram.of(jar, dataDirectory);
  }
}
