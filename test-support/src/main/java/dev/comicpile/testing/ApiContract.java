package dev.comicpile.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds answers against the document that clients are generated from: the status, the content type,
 * the body and the headers must be there, and fields that the document does not know must not be.
 */
public final class ApiContract {

  private static final String DOCUMENT = "/openapi.json";
  private static final String ADDRESS = "https://comicpile.invalid/openapi.json";
  private static final String PROBLEM = "application/problem+json";

  /** What HTTP and browsers need, and no client of the API looks at. */
  private static final Pattern PLUMBING =
      Pattern.compile(
          "content-(type|length|encoding|security-policy)|date|vary|cache-control|connection"
              + "|keep-alive|location|transfer-encoding|strict-transport-security|x-.*"
              + "|access-control-.*|allow");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ApiContract CONTRACT = new ApiContract();

  private final JsonNode document = strict(read());
  private final List<Template> templates = new ArrayList<>();
  private final Map<JsonPointer, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemas(Map.of(ADDRESS, document.toString()))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private ApiContract() {
    document.path("paths").propertyNames().forEach(path -> templates.add(Template.of(path)));
    // What is named as it is stands before what could be anything.
    templates.sort((one, other) -> Boolean.compare(one.isVariable(), other.isVariable()));
  }

  /**
   * Checks an answer of the API.
   *
   * @throws AssertionError if the document does not say that it can be answered so
   */
  public static void check(HttpResponse<String> answer) {
    List<String> breaches = CONTRACT.breaches(answer);
    if (!breaches.isEmpty()) {
      throw new AssertionError(
          "%s %s answered %s, which breaks openapi.json:\n  %s\n%s"
              .formatted(
                  answer.request().method(),
                  answer.request().uri(),
                  answer.statusCode(),
                  String.join("\n  ", breaches),
                  answer.body()));
    }
  }

  private List<String> breaches(HttpResponse<String> answer) {
    String method = answer.request().method().toLowerCase(Locale.ROOT);
    String path = answer.request().uri().getRawPath();
    JsonPointer operation =
        templates.stream()
            .filter(template -> template.matches(path))
            .findFirst()
            .map(
                template ->
                    pointer("paths", template.path(), method.equals("head") ? "get" : method))
            .filter(found -> document.at(found).isObject())
            .orElse(null);
    if (operation == null) {
      return elsewhere(path, method, answer);
    }
    String status = Integer.toString(answer.statusCode());
    JsonPointer response = resolve(operation.append(pointer("responses", status)));
    if (document.at(response).isMissingNode()) {
      return List.of("it names no " + status + " for " + operation);
    }
    List<String> breaches = new ArrayList<>(headers(response, answer));
    breaches.addAll(body(response, method, answer));
    return breaches;
  }

  /** What no operation is at fault for is refused in the same way nevertheless. */
  private List<String> elsewhere(String path, String method, HttpResponse<String> answer) {
    if (answer.statusCode() >= 400 && !method.equals("head")) {
      return mediaType(answer).equals(PROBLEM)
          ? errors(pointer("components", "schemas", "Problem"), answer.body())
          : List.of("a refusal as " + mediaType(answer));
    }
    return path.startsWith("/api/") && answer.statusCode() < 300 && !method.equals("options")
        ? List.of("there is no such operation")
        : List.of();
  }

  private List<String> headers(JsonPointer response, HttpResponse<String> answer) {
    List<String> breaches = new ArrayList<>();
    JsonNode described = document.at(response).path("headers");
    described
        .propertyNames()
        .forEach(
            name -> {
              JsonPointer header = resolve(response.append(pointer("headers", name)));
              List<String> values = answer.headers().allValues(name);
              if (values.isEmpty() && document.at(header).path("required").asBoolean(false)) {
                breaches.add("the header " + name + " is missing");
              }
              JsonPointer schema = header.append(pointer("schema"));
              values.forEach(value -> breaches.addAll(errors(schema, asJson(schema, value))));
            });
    Set<String> known = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(described.propertyNames());
    answer.headers().map().keySet().stream()
        .filter(name -> !known.contains(name) && !PLUMBING.matcher(name).matches())
        .forEach(name -> breaches.add("it does not name the header " + name));
    return breaches;
  }

  private String asJson(JsonPointer schema, String value) {
    return document.at(schema).path("type").asString().equals("integer")
        ? value
        : JSON.writeValueAsString(value);
  }

  private List<String> body(JsonPointer response, String method, HttpResponse<String> answer) {
    JsonNode content = document.at(response).path("content");
    if (answer.body().isEmpty() && (content.isMissingNode() || method.equals("head"))) {
      return List.of();
    }
    String type = mediaType(answer);
    if (!content.has(type)) {
      return List.of("it names no content of type " + type);
    }
    JsonPointer schema = response.append(pointer("content", type, "schema"));
    if (type.endsWith("ndjson")) {
      return answer.body().lines().flatMap(line -> errors(schema, line).stream()).toList();
    }
    return type.endsWith("json") ? errors(schema, answer.body()) : List.of();
  }

  private List<String> errors(JsonPointer schema, String json) {
    return schemas
        .computeIfAbsent(
            schema, at -> registry.getSchema(SchemaLocation.of(ADDRESS + "#" + fragment(at))))
        .validate(JSON.readTree(json))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private JsonPointer resolve(JsonPointer at) {
    JsonNode reference = document.at(at).path("$ref");
    return reference.isMissingNode() ? at : JsonPointer.compile(reference.asString().substring(1));
  }

  private static String mediaType(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
  }

  private static String fragment(JsonPointer pointer) {
    return pointer.toString().replace("{", "%7B").replace("}", "%7D");
  }

  private static JsonPointer pointer(String... segments) {
    JsonPointer pointer = JsonPointer.empty();
    for (String segment : segments) {
      pointer = pointer.appendProperty(segment);
    }
    return pointer;
  }

  private static JsonNode read() {
    try (InputStream in = ApiContract.class.getResourceAsStream(DOCUMENT)) {
      return JSON.readTree(Objects.requireNonNull(in, "shared-web is not on the class path"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clients let fields pass that they do not know; a test wants to know of them. */
  private static JsonNode strict(JsonNode document) {
    document
        .at("/components/schemas")
        .forEach(
            schema -> {
              if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
              }
            });
    return document;
  }

  /** A path of the document; the last slash of an address changes nothing. */
  private record Template(String path, @Nullable Pattern pattern) {

    static Template of(String path) {
      return new Template(
          path, path.contains("{") ? Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")) : null);
    }

    boolean isVariable() {
      return pattern != null;
    }

    boolean matches(String address) {
      String plain = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
      return pattern == null ? plain.equals(path) : pattern.matcher(plain).matches();
    }
  }
}
