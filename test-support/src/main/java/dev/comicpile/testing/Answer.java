package dev.comicpile.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a request was answered. */
public record Answer(String request, HttpResponse<String> response) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public int status() {
    return response.statusCode();
  }

  public Answer expect(int status) {
    assertThat(status()).as(toString()).isEqualTo(status);
    return this;
  }

  /** A problem detail of that status, whose detail is this sentence. */
  public Answer refused(int status, String detail) {
    problem(status);
    assertThat(text("detail")).as(toString()).isEqualTo(detail);
    return this;
  }

  /** A problem detail of that status. */
  public Answer problem(int status) {
    expect(status);
    assertThat(header("Content-Type")).as(toString()).startsWith("application/problem+json");
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(text("detail")).as(toString()).isNotBlank();
    return this;
  }

  /** A 422 that names these fields, in any order. */
  public Answer invalid(String... fields) {
    problem(422);
    assertThat(json().path("errors").valueStream().map(e -> e.path("field").asString()))
        .as(toString())
        .containsExactlyInAnyOrder(fields);
    return this;
  }

  /** The sentence of a problem. */
  public String detail() {
    return text("detail");
  }

  /** The sentences of an import about its bad rows. */
  public List<String> errors() {
    return json().path("errors").valueStream().map(JsonNode::asString).toList();
  }

  /** The field and the kind of the only wrong field; all of them where there are more. */
  public String wrongField() {
    JsonNode errors = json().path("errors");
    return errors.size() == 1
        ? errors.at("/0/field").asString() + " " + errors.at("/0/type").asString()
        : errors.toString();
  }

  /** The version of the pile that it names. */
  public long version() {
    return response.headers().firstValueAsLong("Pile-Version").orElseThrow();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public String body() {
    return response.body();
  }

  public JsonNode json() {
    return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(body());
  }

  public String text(String pointer) {
    return json().at("/" + pointer).asString();
  }

  public long number(String pointer) {
    JsonNode node = json().at("/" + pointer);
    assertThat(node.isNumber()).as(pointer + " of " + this).isTrue();
    return node.asLong();
  }

  public List<String> texts(String list, String field) {
    return json()
        .at(list.isEmpty() ? "" : "/" + list)
        .valueStream()
        .map(node -> node.path(field).asString())
        .toList();
  }

  public Map<String, Object> map() {
    return JSON.convertValue(json(), new TypeReference<>() {});
  }

  @Override
  public String toString() {
    return request + " answered " + status() + ": " + body();
  }
}
