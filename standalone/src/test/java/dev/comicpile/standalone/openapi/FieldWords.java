package dev.comicpile.standalone.openapi;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What fields and parameters mean, with an example. The same name means the same everywhere; where
 * it does not, {@code Schema.name} stands before {@code name}.
 */
final class FieldWords {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode words;
  private final Set<String> unused = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();

  private FieldWords(JsonNode words) {
    this.words = words;
    unused.addAll(words.propertyNames());
  }

  static FieldWords read() {
    try (InputStream in = FieldWords.class.getResourceAsStream("/openapi/fields.json")) {
      return new FieldWords(JSON.readTree(Objects.requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void describe(Parameter parameter) {
    find(parameter.getIn(), parameter.getName())
        .ifPresent(
            word -> {
              parameter.setDescription(word.path("description").asString());
              if (word.has("example")) {
                parameter.setExample(value(word.path("example")));
              }
            });
  }

  /** Describes a schema and what its properties hold. */
  void describe(String name, Schema<?> schema) {
    find("", name).ifPresent(word -> schema.setDescription(word.path("description").asString()));
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((field, property) -> describe(name, field, property));
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private void describe(String schema, String field, Schema property) {
    find(schema, field)
        .ifPresent(
            word -> {
              property.setDescription(word.path("description").asString());
              if (word.has("example")) {
                property.setExamples(List.of(value(word.path("example"))));
              }
              if (word.has("enum")) {
                restrict(property, word.path("enum"));
              }
              if (word.has("minLength")) {
                property.setMinLength(word.path("minLength").asInt());
              }
            });
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static void restrict(Schema property, JsonNode values) {
    List<Object> allowed = new ArrayList<>(values.valueStream().map(FieldWords::value).toList());
    if (property.getTypes().contains("null")) {
      allowed.add(null);
    }
    property.setEnum(allowed);
  }

  /**
   * Says where the words and the document do not fit together.
   *
   * @throws IllegalStateException where a field has no words, or words have no field
   */
  void check() {
    if (!missing.isEmpty() || !unused.isEmpty()) {
      throw new IllegalStateException(
          "fields.json says nothing of "
              + missing
              + ", and describes what is not there: "
              + unused);
    }
  }

  private Optional<JsonNode> find(String owner, String name) {
    for (String key : List.of(owner + "." + name, name)) {
      if (words.has(key)) {
        unused.remove(key);
        return Optional.of(words.path(key));
      }
    }
    missing.add(owner + "." + name);
    return Optional.empty();
  }

  private static Object value(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }
}
