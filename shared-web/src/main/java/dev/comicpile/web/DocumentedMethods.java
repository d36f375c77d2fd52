package dev.comicpile.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be done at each path of the API, as its document says. A service knows its own
 * operations alone, and behind the gateway one path may belong to both.
 */
final class DocumentedMethods {

  private record Path(PathPattern pattern, List<HttpMethod> methods) {}

  private static final SingletonSupplier<List<Path>> PATHS =
      SingletonSupplier.of(DocumentedMethods::read);

  private DocumentedMethods() {}

  /** The methods that are possible at the path of a request, in the order of their names. */
  static SortedSet<HttpMethod> at(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(ApiPath.of(request));
    SortedSet<HttpMethod> methods = new TreeSet<>();
    PATHS.obtain().stream()
        .filter(each -> each.pattern().matches(path))
        .forEach(each -> methods.addAll(each.methods()));
    return methods;
  }

  private static List<Path> read() {
    try (InputStream document = new ClassPathResource("openapi.json").getInputStream()) {
      return JsonMapper.shared()
          .readTree(document)
          .path("paths")
          .propertyStream()
          .map(
              path ->
                  new Path(
                      PathPatternParser.defaultInstance.parse(path.getKey()),
                      path.getValue().propertyNames().stream()
                          .map(name -> HttpMethod.valueOf(name.toUpperCase(Locale.ROOT)))
                          .toList()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
