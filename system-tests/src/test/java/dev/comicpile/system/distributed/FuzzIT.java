package dev.comicpile.system.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests made at random from the description of the API. Whatever is asked, nothing fails on the
 * server, each refusal is a problem document, and nobody is shown what belongs to another reader.
 * {@code -Dfuzz.seed=7} makes another run, {@code -Dfuzz.minutes=60} a longer one.
 */
class FuzzIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SECRET = "Only Its Owner Reads This";

  private static final List<String> METHODS = List.of("get", "post", "put", "delete");

  private static final List<String> VALUES =
      List.of(
          "1",
          "0",
          "-1",
          "5.0",
          "1.5",
          "99999999999999999999",
          "1e999999999",
          "null",
          "true",
          "\"\"",
          "\"a\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\"",
          "[]",
          "{}",
          "[1]",
          "\"2026-01-31T12:00:00Z\"",
          "4.5",
          "\"javascript:alert(1)\"");

  private static final List<String> IN_ADDRESSES =
      List.of(
          "1",
          "0",
          "-1",
          "0x5",
          "2%2016",
          "%ff",
          "%00",
          "a",
          "%D9%A5",
          "1.0",
          "%2e%2e",
          "9223372036854775807",
          "%2B999999999-12-31T23:59:59Z");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json",
          "application/json",
          "text/plain",
          "*/*",
          "application/*",
          "multipart/form-data",
          "multipart/form-data; boundary=b",
          "x");

  private final long seed = Long.getLong("fuzz.seed", 20_260_101L);
  private final Random random = new Random(seed);

  private record Operation(String method, String path, List<String> query, List<String> fields) {}

  @Test
  void whateverIsAskedIsAnsweredOrRefusedInOrder() {
    Apart apart = Apart.in(Mode.POSTGRESQL);
    Api other = Api.register(apart.url());
    long hidden = other.add(SECRET, 3);
    Api reader = Api.register(apart.url());
    reader.add("Saga", 50);
    reader.undescribed();
    List<Operation> operations = operations(reader);
    long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("fuzz.minutes", 2)).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      Operation operation = operations.get(random.nextInt(operations.size()));
      String address = address(operation, hidden);
      Answer answer =
          operation.fields().isEmpty()
              ? reader.send(operation.method(), address, null)
              : reader.send(
                  operation.method(), address, body(operation), "Content-Type", one(TYPES));
      check("request " + i + " of seed " + seed + ": " + answer, answer);
    }
    assertThat(other.get("/api/threads/" + hidden).expect(200).text("title")).isEqualTo(SECRET);
  }

  private static void check(String told, Answer answer) {
    assertThat(answer.body()).as(told).doesNotContain(SECRET, "Exception", "org.springframework");
    if (answer.status() == 503) {
      assertThat(answer.header("Retry-After")).as(told).isNotEmpty();
    } else {
      assertThat(answer.status()).as(told).isLessThan(500);
    }
    if (answer.status() >= 400) {
      assertThat(answer.header("Content-Type")).as(told).startsWith("application/problem+json");
      assertThat(answer.text("detail")).as(told).isNotBlank();
    }
  }

  private String address(Operation operation, long hidden) {
    String path = operation.path();
    while (path.contains("{")) {
      String id = random.nextInt(4) == 0 ? "" + hidden : one(IN_ADDRESSES);
      path = path.substring(0, path.indexOf('{')) + id + path.substring(path.indexOf('}') + 1);
    }
    return operation.query().isEmpty() || random.nextBoolean()
        ? path
        : path + "?" + one(operation.query()) + "=" + one(IN_ADDRESSES);
  }

  private String body(Operation operation) {
    List<String> fields = new ArrayList<>();
    for (String field : operation.fields()) {
      if (random.nextInt(3) > 0) {
        fields.add("\"" + field + "\":" + one(VALUES));
      }
    }
    String whole = "{" + String.join(",", fields) + "}";
    return random.nextInt(20) == 0 ? whole.substring(0, whole.length() / 2) : whole;
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static List<Operation> operations(Api reader) {
    List<Operation> operations = new ArrayList<>();
    JsonNode document = JSON.readTree(reader.get("/openapi.json").expect(200).body());
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      add(document, path.getKey(), path.getValue(), operations);
    }
    assertThat(operations).as("operations of the description").isNotEmpty();
    return operations;
  }

  /** All but the end of the reader's own token, and a stream, which does not end by itself. */
  private static void add(
      JsonNode document, String path, JsonNode methods, List<Operation> operations) {
    for (String method : METHODS) {
      JsonNode operation = methods.path(method);
      boolean stream = operation.at("/responses/200/content").has("text/event-stream");
      if (!operation.isMissingNode() && !stream && !path.startsWith("/api/auth/logout")) {
        operations.add(
            new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                queryOf(operation),
                fieldsOf(document, operation)));
      }
    }
  }

  private static List<String> queryOf(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .filter(parameter -> parameter.path("in").asString("").equals("query"))
        .map(parameter -> parameter.path("name").asString())
        .toList();
  }

  private static List<String> fieldsOf(JsonNode document, JsonNode operation) {
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    JsonNode reference = schema.path("$ref");
    if (!reference.isMissingNode()) {
      schema = document.at(reference.asString().substring(1));
    }
    return schema.path("properties").propertyStream().map(Map.Entry::getKey).toList();
  }
}
