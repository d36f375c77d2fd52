package dev.comicpile.standalone.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes, beside the jar, what the program is started from: its unpacked copy and the AOT cache. So
 * it starts quickly from the first time on, with any data directory.
 */
final class Preparation {

  /** The one argument that asks for it. */
  static final String ARGUMENT = "prepare";

  private Preparation() {}

  /** Takes a minute or so, and gives the exit code of this process. */
  static int run() {
    try {
      Path jar =
          CommandLine.ofThisProcess(List.of(ARGUMENT))
              .map(CommandLine::jar)
              .orElseThrow(() -> new IOException("it is not run by java -jar"));
      UnpackedProgram program =
          UnpackedProgram.of(jar, jar.resolveSibling("."))
              .orElseThrow(() -> new IOException("the jar has nothing to unpack"));
      if (!program.isTrained()) {
        // The program that plays there ends in order, and so does its database.
        new Training(program, JvmOptions.own(HeapSize.PRESET, flag -> false), directory -> {})
            .run();
      }
      program.keep();
      System.out.println("Comic Pile is prepared in " + program.directory());
      return 0;
    } catch (IOException e) {
      System.err.println("Comic Pile could not be prepared: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
