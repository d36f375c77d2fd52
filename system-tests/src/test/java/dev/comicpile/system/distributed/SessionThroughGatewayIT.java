package dev.comicpile.system.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reading session as docs/reading-session.md tells it: a client with nothing but a token and
 * cookies.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionThroughGatewayIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Mode mode;

  private String url;
  private @Nullable String token;

  /** Kept and sent as browsers do it. */
  private @Nullable String cookie;

  SessionThroughGatewayIT(Mode mode) {
    this.mode = mode;
  }

  @BeforeEach
  void everythingRuns() {
    url = Apart.in(mode).url();
  }

  private JsonNode call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    answer
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(given -> cookie = given.substring(0, given.indexOf(';')));
    assertThat(answer.statusCode())
        .as(method + " " + path + ": " + answer.body())
        .isBetween(200, 201);
    return JSON.readTree(answer.body());
  }

  @Test
  void everyReadSeesTheWriteBeforeIt() throws Exception {
    String name = "ada-" + UUID.randomUUID();
    token =
        call(
                "POST",
                "/api/auth/register",
                """
                {"username": "%s", "email": "%s@example.org", "password": "correct horse"}
                """
                    .formatted(name, name))
            .path("access_token")
            .asString();
    call(
        "POST",
        "/api/threads/",
        "{\"title\": \"Hellboy Omnibus\", \"format\": \"Omnibus\", \"issues_remaining\": 12}");
    call(
        "POST",
        "/api/threads/",
        "{\"title\": \"Saga\", \"format\": \"Trade\", \"issues_remaining\": 3}");
    assertThat(call("GET", "/api/threads/", null)).hasSize(2);

    JsonNode rolled = call("POST", "/api/roll/", null);
    assertThat(rolled.path("die_size").asInt()).isEqualTo(6);
    assertThat(call("GET", "/api/roll/current", null).path("thread_id"))
        .isEqualTo(rolled.path("thread_id"));

    JsonNode rated = call("POST", "/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}");
    assertThat(rated.path("id")).isEqualTo(rolled.path("thread_id"));
    assertThat(rated.path("queue_position").asInt()).isEqualTo(1);
    JsonNode queue = call("GET", "/api/queue/", null);
    assertThat(queue.path("die_size").asInt()).isEqualTo(4);
    assertThat(queue.at("/threads/0/id")).isEqualTo(rated.path("id"));

    JsonNode undone = call("POST", "/api/undo/", null);
    assertThat(undone.at("/undone/0/type").asString()).isEqualTo("rate");
    assertThat(call("GET", "/api/queue/", null).path("die_size").asInt()).isEqualTo(6);
    JsonNode history = call("GET", "/api/undo/history?limit=3", null);
    assertThat(history.valueStream().map(action -> action.path("type").asString()))
        .containsExactly("undo", "rate", "roll");
    assertThat(history.at("/1/undone").asBoolean()).isTrue();

    JsonNode redone = call("POST", "/api/undo/redo", null);
    assertThat(redone.at("/redone/0/type").asString()).isEqualTo("rate");
    assertThat(call("GET", "/api/session/current", null).path("current_die").asInt()).isEqualTo(4);
    JsonNode state = call("GET", "/api/history/state", null);
    assertThat(state.at("/queue/0/last_rating").asDouble()).isEqualTo(4.5);
  }
}
