package dev.comicpile.system.http;

import dev.comicpile.system.standalone.ComicPileProcess;
import dev.comicpile.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running system for all test classes that ask for it; each test gets a new reader as its
 * parameter, or the address.
 */
public final class RunningComicPile implements BeforeAllCallback, ParameterResolver {

  /** Where the program describes itself, for the test that compares this with what it serves. */
  public static final String DESCRIPTION = "/described.json";

  private static final String DESCRIBING =
      """
      {"springdoc": {
        "api-docs": {"enabled": true, "path": "%s"},
        "default-flat-param-object": true,
        "default-consumes-media-type": "application/json",
        "default-produces-media-type": "application/json",
        "paths-to-match": ["/api/**", "/health", "/.well-known/**"]}}
      """
          .formatted(DESCRIPTION);

  private static final Namespace NAMESPACE = Namespace.create(RunningComicPile.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Api.class || type == URI.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String url = shared(context).process().url();
    return parameter.getParameter().getType() == URI.class ? URI.create(url) : Api.register(url);
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }

  private record Shared(ComicPileProcess process) implements AutoCloseable {

    static Shared start() {
      try {
        Path data = Files.createTempDirectory("comic-pile-test");
        return new Shared(
            ComicPileProcess.start(
                data, Map.of("PILE_RATE_LIMITS", "off", "SPRING_APPLICATION_JSON", DESCRIBING)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
