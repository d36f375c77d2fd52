package dev.comicpile.standalone.openapi;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * What operations mean, as the Javadoc of controllers' methods says it: the first paragraph in
 * short, without its full stop, and the others at length.
 */
final class OperationWords {

  private final Map<String, String> comments = new HashMap<>();

  private OperationWords() {}

  /** Reads the sources of all modules. */
  static OperationWords read() {
    OperationWords words = new OperationWords();
    try (StandardJavaFileManager files =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        Stream<Path> modules = Files.list(Path.of(".."))) {
      List<Path> sources =
          modules
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .flatMap(OperationWords::controllers)
              .toList();
      JavacTask reading =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(
                      null,
                      files,
                      null,
                      List.of("-proc:none"),
                      null,
                      files.getJavaFileObjectsFromPaths(sources));
      DocTrees trees = DocTrees.instance(reading);
      for (CompilationUnitTree source : reading.parse()) {
        words.add(source, trees);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  private static Stream<Path> controllers(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(OperationWords::isController).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isController(Path file) {
    try {
      return file.toString().endsWith(".java")
          && Files.readString(file).contains("\n@RestController");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(CompilationUnitTree source, DocTrees trees) {
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        String comment = trees.getDocComment(getCurrentPath());
        boolean operation =
            method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().endsWith("Mapping"));
        if (operation && comment != null) {
          comments.put(method.getName().toString(), comment);
        }
        return null;
      }
    }.scan(source, null);
  }

  /** Says of an operation what its method's comment says, where nothing else has said it. */
  Operation describe(Operation operation, HandlerMethod method) {
    String comment = comments.get(method.getMethod().getName());
    if (comment != null && operation.getSummary() == null) {
      String[] paragraphs =
          comment
              .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
              .replaceAll("\\s+", " ")
              .strip()
              .split(" <p>", 2);
      operation.setSummary(paragraphs[0].replaceFirst("\\.$", ""));
      operation.setDescription(paragraphs.length == 1 ? null : paragraphs[1]);
    }
    return operation;
  }
}
