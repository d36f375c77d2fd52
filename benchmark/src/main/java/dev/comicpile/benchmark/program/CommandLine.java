package dev.comicpile.benchmark.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of a running program, from which another one is made. */
public final class CommandLine {

  private static final String ANY_BOOT_JAR =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  private CommandLine() {}

  /**
   * The same java with the same options, and one jar more on its class path; without the program's
   * own arguments, and without an archive of classes, which is good for one class path only.
   *
   * @param mainClass the manifest's of the program's jar
   */
  public static List<String> withJar(List<String> running, String jar, Optional<String> mainClass) {
    List<String> command = new ArrayList<>(List.of(running.getFirst()));
    for (int i = 1; i < running.size(); i++) {
      String argument = running.get(i);
      if (argument.equals("-jar")) {
        String program = running.get(i + 1);
        String main = mainClass.orElse(ANY_BOOT_JAR);
        if (main.startsWith("org.springframework.boot.loader.")) {
          command.addAll(List.of("-Dloader.path=" + jar, "-cp", program, ANY_BOOT_JAR));
        } else {
          command.addAll(List.of("-cp", program + ":" + jar, main));
        }
        return command;
      }
      if (argument.equals("-cp")
          || argument.equals("-classpath")
          || argument.equals("--class-path")) {
        command.addAll(List.of("-cp", running.get(i + 1) + ":" + jar, running.get(i + 2)));
        return command;
      }
      if (!argument.startsWith("-XX:AOT") && !argument.startsWith("-XX:SharedArchiveFile")) {
        command.add(argument);
      }
    }
    throw new IllegalStateException("No class path is in " + String.join(" ", running));
  }
}
