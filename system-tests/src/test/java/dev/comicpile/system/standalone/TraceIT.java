package dev.comicpile.system.standalone;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import dev.comicpile.testing.SpanCollector;
import dev.comicpile.testing.SpanCollector.CollectedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace holds a request and all that follows from it, and the logs name it. */
class TraceIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
  Path data;

  private static void addThread(Api api, String traceparent) {
    api.send(
            "POST",
            "/api/threads/",
            """
            {"title": "Hellboy", "format": "Comic", "issues_remaining": 3}
            """,
            "traceparent",
            traceparent)
        .expect(201);
    api.get("/api/queue/").expect(200);
  }

  private static String span(List<CollectedSpan> spans, String name) {
    return spans.stream()
        .filter(span -> span.name().startsWith(name))
        .map(CollectedSpan::spanId)
        .findFirst()
        .orElse("");
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(data.resolve("log").resolve("comic-pile.log"));
  }

  @Test
  void requestCommandEventAndViewsShareTheTraceOfTheClient() throws IOException {
    try (SpanCollector collector = new SpanCollector();
        ComicPileProcess process =
            ComicPileProcess.start(
                data,
                Map.of(
                    "PILE_OTLP_ENDPOINT",
                    collector.endpoint(),
                    "PILE_LOG_FORMAT",
                    "ecs",
                    "LOGGING_LEVEL_DEV_COMICPILE_QUERY_VIEW",
                    "debug"))) {
      addThread(Api.register(process.url()), "00-" + TRACE + "-" + CALLER + "-01");
      Set<String> expected =
          Set.of(
              "http post /api/threads",
              "CommandBus.handleCommand(AddThread)",
              "EventBus.publishEvent(ThreadAdded)",
              "EventBus.commitEvents",
              "projection");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          collector.trace(TRACE).stream()
                              .map(CollectedSpan::name)
                              .collect(Collectors.toSet()))
                      .containsAll(expected));

      List<CollectedSpan> spans = collector.trace(TRACE);
      Map<String, CollectedSpan> byName =
          spans.stream()
              .collect(Collectors.toMap(CollectedSpan::name, each -> each, (one, other) -> one));
      assertThat(byName.get("http post /api/threads"))
          .isNotNull()
          .extracting(CollectedSpan::parentId)
          .isEqualTo(CALLER);
      assertThat(byName.get("projection"))
          .isNotNull()
          .extracting(CollectedSpan::parentId)
          .isEqualTo(span(spans, "EventBus.commitEvents"));
      assertThat(collector.all())
          .extracting(CollectedSpan::name)
          .noneMatch(name -> name.contains("health") || name.contains("actuator"));

      List<JsonNode> lines = log().stream().map(JSON::readTree).toList();
      assertThat(lines).isNotEmpty().allMatch(line -> line.has("@timestamp"));
      assertThat(lines)
          .anyMatch(
              line ->
                  line.path("traceId").asString("").equals(TRACE)
                      && line.path("message").asString().contains("The views take reader"));
    }
  }

  @Test
  void withoutAnEndpointTextLogsNameTheTraceAndNothingIsCarriedAlong() throws IOException {
    try (ComicPileProcess process =
        ComicPileProcess.start(
            data,
            Map.of(
                "LOGGING_LEVEL_DEV_COMICPILE_QUERY_VIEW",
                "debug",
                "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB_SERVLET",
                "debug"))) {
      addThread(Api.register(process.url()), "00-" + TRACE + "-" + CALLER + "-01");

      assertThat(log())
          .anyMatch(line -> line.contains("[" + TRACE + "] ") && line.contains("POST"))
          .anyMatch(line -> line.contains("The views take reader"))
          .noneMatch(line -> line.contains("The views take reader") && line.contains(TRACE));
    }
  }

  @Test
  void wrongSettingsEndTheStart() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "PILE_OTLP_ENDPOINT", "collector:4318",
                "PILE_TRACE_SAMPLING", "2",
                "PILE_LOG_FORMAT", "xml")
            .entrySet()) {
      ComicPileProcess process =
          ComicPileProcess.launch(
              Map.of(wrong.getKey(), wrong.getValue()),
              List.of("--port", "0", "--data-dir", data.toString()));
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.output().lines())
          .singleElement()
          .asString()
          .startsWith(wrong.getKey() + " must be ")
          .contains(wrong.getValue());
    }
  }
}
