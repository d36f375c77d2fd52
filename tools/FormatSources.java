import com.google.googlejavaformat.java.GoogleJavaFormatToolProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every Java source below the working directory to google-java-format.
 *
 * <p>The formatter reads sources with the compiler of the JDK it runs on, and Maven may run on an
 * older one, so the build starts this program on the toolchain's JDK instead of using a plugin that
 * formats inside Maven.
 *
 * <p>The one argument is {@code check}, which ends with exit code 1 and names the files that are
 * off, or {@code write}, which formats them.
 */
final class FormatSources {

  private FormatSources() {}

  public static void main(String[] args) throws IOException {
    var mode = args.length == 1 ? args[0] : "";
    switch (mode) {
      case "check" -> check(sources());
      case "write" -> System.exit(format(new PrintWriter(System.out, true), "--replace"));
      default -> {
        System.err.println("-Dformat=" + mode + " is not known: use -Dformat=check or =write.");
        System.exit(1);
      }
    }
  }

  private static void check(List<String> sources) throws IOException {
    var names = new StringWriter();
    if (format(new PrintWriter(names), "--dry-run", "--set-exit-if-changed") == 0) {
      System.out.println(sources.size() + " sources are formatted.");
      return;
    }
    System.err.print(names);
    System.err.println(
        "These sources are not formatted as google-java-format does it; `mvn -N verify"
            + " -Dformat=write` formats them.");
    System.exit(1);
  }

  private static int format(PrintWriter out, String... options) throws IOException {
    var arguments = new ArrayList<>(List.of(options));
    arguments.addAll(sources());
    var exit =
        new GoogleJavaFormatToolProvider()
            .run(out, new PrintWriter(System.err, true), arguments.toArray(String[]::new));
    out.flush();
    return exit;
  }

  private static List<String> sources() throws IOException {
    var found = new ArrayList<String>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var name = directory.getFileName().toString();
            return name.equals("target") || name.equals("node_modules") || name.matches("\\..+")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}
