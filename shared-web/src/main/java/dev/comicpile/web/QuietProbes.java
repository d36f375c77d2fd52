package dev.comicpile.web;

import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import java.util.Set;

/** Keeps the requests of monitoring itself out of the traces. */
final class QuietProbes implements SpanExportingPredicate {

  private static final Set<String> PATHS = Set.of("/health", "/livez", "/readyz");

  @Override
  public boolean isExportable(FinishedSpan span) {
    String path = span.getTags().get("http.url");
    return path == null || !(PATHS.contains(path) || path.startsWith("/actuator"));
  }
}
