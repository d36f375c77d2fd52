package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The services behind their gateway, one kind or the other of them down. */
@ParameterizedClass
@EnumSource(Mode.class)
class GatewayIT {

  private static final String ONLY_BY_TLS = "Strict-Transport-Security";

  private final Mode mode;

  private Apart apart;
  private Api api;

  GatewayIT(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void everythingRuns() {
    apart = Apart.in(mode);
    api = Api.register(apart.url());
    api.add("Saga", 3);
  }

  private void unavailable(Answer answer) {
    answer.refused(503, "The service is not available at the moment. Please try again soon.");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
    assertThat(answer.header("Cache-Control")).contains("no-cache");
  }

  @Test
  void readsGoOnWhileEveryCommandServiceIsDown() {
    apart.commands().forEach(Service::kill);
    apart.awaitHealth("down", "up");

    assertThat(api.get("/api/queue/").expect(200).number("total")).isEqualTo(1);
    assertThat(api.get("/api/threads/").expect(200).texts("", "title")).containsExactly("Saga");
    api.get("/api/history/state").expect(200);
    api.get("/docs").expect(200);
    api.send(
            "OPTIONS",
            "/api/queue/",
            null,
            "Origin",
            "https://app.example.org",
            "Access-Control-Request-Method",
            "DELETE")
        .expect(200);
    unavailable(api.post("/api/roll/"));
    unavailable(api.get("/api/auth/me"));
    Answer health = api.get("/health").expect(503);
    assertThat(health.text("status")).isEqualTo("unhealthy");

    // also by a query-service that is started meanwhile and cannot ask for the keys
    Service query = apart.queries().getFirst();
    query.kill();
    query.start();
    query.awaitReady();
    await("a queue of the one that was started")
        .until(() -> api.from(query.url()).get("/api/queue/").status() == 200);

    // and all of it goes on when they are back
    apart.awaitAll();
    api.post("/api/roll/").expect(200);
  }

  @Test
  void writesGoOnWhileEveryQueryServiceIsDown() {
    apart.queries().forEach(Service::kill);
    apart.awaitHealth("up", "down");

    api.add("Hellboy", 12);
    api.post("/api/roll/").expect(200);
    assertThat(api.get("/api/auth/me").expect(200).text("username")).isEqualTo(api.username());
    api.get("/.well-known/jwks.json").expect(200);
    unavailable(api.get("/api/queue/"));
    unavailable(apart.admin().post("/api/admin/projections/queue/replay"));
    api.get("/health").expect(503);

    apart.awaitAll();
    await("a fresh queue").until(() -> api.get("/api/queue/").status() == 200);
    assertThat(api.get("/api/queue/").expect(200).number("total")).isEqualTo(2);
  }

  @Test
  void theServicesKnowHowTheClientIsConnected() {
    for (Service service : apart.services()) {
      assertThat(
              Api.anonymous(service.url())
                  .get("/openapi.json", "X-Forwarded-Proto", "https")
                  .header(ONLY_BY_TLS))
          .as("trusted")
          .isNotEmpty();
    }
    assertThat(api.get("/openapi.json", "X-Forwarded-Proto", "https").header(ONLY_BY_TLS))
        .as("what the gateway replaces")
        .isEmpty();
  }

  @Test
  void everyServiceAndTheGatewayServeTheSameDocument() {
    String document = api.get("/openapi.json").expect(200).body();
    for (Service service : apart.services()) {
      assertThat(Api.anonymous(service.url()).get("/openapi.json").expect(200).body())
          .isEqualTo(document);
    }
  }

  @Test
  void wholeStreamsAndListsComeThrough() {
    StringBuilder rows = new StringBuilder("title,format,issues_remaining\n");
    for (int i = 1; i <= 5_000; i++) {
      rows.append("A comic with a title of some length ").append(i).append(",Comic,1\n");
    }
    assertThat(
            api.upload("/api/threads/import/csv", "pile.csv", rows.toString())
                .expect(200)
                .number("imported"))
        .isEqualTo(5_000);
    await("the imported threads").until(() -> api.get("/api/queue/?limit=1").status() == 200);
    assertThat(api.get("/api/threads/").expect(200).json().size()).isEqualTo(5_001);
    List<String> lines =
        api.get("/api/history/events", "Accept", "application/x-ndjson")
            .expect(200)
            .body()
            .lines()
            .toList();
    assertThat(lines).hasSize(Integer.parseInt(api.get("/api/queue/").header("Pile-Version")));
  }
}
