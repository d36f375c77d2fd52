package dev.comicpile.system.distributed;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Programs that may be absent. Tests that need them are skipped then, and say so. */
public final class Needs {

  private Needs() {}

  /** The gateway's program. */
  static Path haproxy() {
    return program("haproxy");
  }

  /** The first of these programs that is on the PATH, or where Debian puts an administrator's. */
  public static Path program(String... names) {
    return Stream.concat(
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .flatMap(directory -> Arrays.stream(names).map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> missing("there is no " + names[0] + " on the PATH"));
  }

  /** Ends a test as skipped, with a line that nobody overlooks. */
  public static TestAbortedException missing(String what) {
    String test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("IT"))
                        .findFirst())
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .orElse("A test");
    System.out.println(test + " is skipped: " + what + ".");
    return new TestAbortedException(what);
  }
}
