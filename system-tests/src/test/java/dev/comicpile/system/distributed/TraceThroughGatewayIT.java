package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;

import dev.comicpile.testing.Api;
import dev.comicpile.testing.SpanCollector.CollectedSpan;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One trace holds a write in one process and what follows from it in others. */
@ParameterizedClass
@EnumSource(Mode.class)
class TraceThroughGatewayIT {

  private final Mode mode;

  private Apart apart;

  TraceThroughGatewayIT(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void everythingRuns() {
    apart = Apart.in(mode);
  }

  private static String randomId(int bytes) {
    byte[] id = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(id);
    id[0] |= 1; // never all zeros
    return HexFormat.of().formatHex(id);
  }

  @Test
  void requestCommandEventAndViewsShareTheTraceOfTheClient() {
    Api reader = Api.register(apart.url());
    String trace = randomId(16);
    reader
        .send(
            "POST",
            "/api/threads/",
            "{\"title\": \"Hellboy\", \"format\": \"Comic\", \"issues_remaining\": 3}",
            "traceparent",
            "00-" + trace + "-" + randomId(8) + "-01")
        .expect(201);

    Set<String> expected =
        Set.of(
            "http post /api/threads",
            "CommandBus.handleCommand(AddThread)",
            "EventBus.publishEvent(ThreadAdded)",
            "projection");
    await("the trace holds " + expected)
        .until(
            () ->
                apart.spans().trace(trace).stream()
                    .map(CollectedSpan::name)
                    .collect(Collectors.toSet())
                    .containsAll(expected));
  }
}
