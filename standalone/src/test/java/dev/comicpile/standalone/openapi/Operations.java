package dev.comicpile.standalone.openapi;

import dev.comicpile.web.WriteRequest;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.method.HandlerMethod;

/** Says of every operation what its path, its method and its body say of many. */
@SuppressWarnings({"rawtypes", "unchecked"}) // the model of the document has raw types
final class Operations {

  static final String BEARER = "bearer";

  private static final Set<String> PUBLIC =
      Set.of(
          "/api/auth/register",
          "/api/auth/login",
          "/api/auth/refresh",
          "/api/auth/methods",
          "/api/auth/reset-password",
          "/api/auth/web/register",
          "/api/auth/web/login",
          "/api/auth/web/refresh",
          "/api/auth/web/code",
          "/api/auth/web/link",
          "/api/auth/web/passkey",
          "/api/auth/web/passkey/options");

  /** Where browsers are led to a provider and back, without a token. */
  private static final String BY_PROVIDER = "/api/auth/oidc/";

  /** What concerns no pile: accounts, and an admin's paths but for those that open one pile. */
  private static final Pattern WITHOUT_PILE =
      Pattern.compile(
          "/api/auth/.*|/api/account(?!/import).*|/api/events|/api/admin/(users|export/.*|projections.*|import/json"
              + "|invitations.*|backups.*|users/.*/(revoke|lock|unlock|promote|demote|reset-code))");

  /** Writes of a pile that is not the caller's own: there the cookie would be wrong. */
  private static final Pattern OTHER_PILE = Pattern.compile("/api/admin/(reset-demo|users/.*)");

  /** Reads that change with the clock, and so never have an ETag. */
  private static final Pattern OF_THE_MOMENT =
      Pattern.compile(
          "/api/(sessions?/current|queue|roll/pool|roll/current|threads/stale|analytics.*)");

  /** What names something in its path, in its body or by what it is. */
  private static final Pattern OF_SOMETHING =
      Pattern.compile(
          ".*\\{.*|/api/(roll/current|roll/override|queue/move|threads/reactivate|history/state"
              + "|admin/reset-demo)");

  /** What is refused while something else is there or under way. */
  private static final Pattern EXCLUSIVE =
      Pattern.compile(
          "/api/(account/import|admin/(import/json|projections/.*/replay|backups/.*/restore))");

  /** What leaves out what there is not; all other answers say null. */
  private static final Set<String> WITHOUT_NULLS = Set.of("Health", Refusal.PROBLEM);

  /** Where a browser signs in by a cookie. */
  private static final String BROWSER = "/api/auth/web/";

  private static final String NOT_MODIFIED = "NotModified";

  private final FieldWords words;
  private final Set<String> named = new HashSet<>();

  /** The schemas of bodies, where what may be null need not be there. */
  private final Set<String> taken = new HashSet<>();

  Operations(FieldWords words) {
    this.words = words;
  }

  void describe(OpenAPI api) {
    named.clear();
    Components components = api.getComponents();
    Headers.addTo(components);
    components.addSchemas(Refusal.PROBLEM, problem()).addSchemas("FieldProblem", fieldProblem());
    for (Refusal refusal : Refusal.values()) {
      components.addResponses(refusal.component(), refusal.described());
    }
    components.addResponses(NOT_MODIFIED, notModified());
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(components, path, method, operation)));
    components.getSchemas().forEach(words::describe);
    components.getSchemas().entrySet().stream()
        .filter(schema -> !taken.contains(schema.getKey()))
        .filter(schema -> !WITHOUT_NULLS.contains(schema.getKey()))
        .map(Map.Entry::getValue)
        .forEach(schema -> schema.setRequired(List.copyOf(schema.getProperties().keySet())));
    words.check();
  }

  private void describe(
      Components components, String path, HttpMethod method, Operation operation) {
    if (!named.add(operation.getOperationId())) {
      // the same under a second path
      operation.setOperationId(operation.getOperationId() + "Alias");
    }
    operation.setTags(List.of(DocumentConfiguration.tagOf(path)));
    boolean read = method == HttpMethod.GET;
    boolean secured =
        path.startsWith("/api/") && !PUBLIC.contains(path) && !path.startsWith(BY_PROVIDER);
    boolean ofPile = path.startsWith("/api/") && !WITHOUT_PILE.matcher(path).matches();
    operation.setSecurity(secured ? List.of(new SecurityRequirement().addList(BEARER)) : List.of());
    if (operation.getParameters() != null) {
      operation.getParameters().stream()
          .filter(parameter -> parameter.get$ref() == null)
          .forEach(words::describe);
    }
    if (operation.getRequestBody() != null) {
      operation.getRequestBody().setRequired(needsBody(components, operation.getRequestBody()));
    }
    ApiResponses responses = operation.getResponses();
    ApiResponse success = success(responses);
    if (ofPile) {
      if (read) {
        conditions(path, operation);
      }
      success.addHeaderObject(Headers.PILE_VERSION, new Header().$ref(Headers.PILE_VERSION));
      if (!read && !OTHER_PILE.matcher(path).matches()) {
        success.addHeaderObject(Headers.SET_COOKIE, new Header().$ref(Headers.SET_COOKIE));
      }
    }
    if (ofPile && read && !OF_THE_MOMENT.matcher(path).matches()) {
      success.addHeaderObject(Headers.ETAG, new Header().$ref(Headers.ETAG));
      responses.addApiResponse("304", new ApiResponse().$ref(NOT_MODIFIED));
    }
    if (path.startsWith(BROWSER)
        || path.startsWith(BY_PROVIDER)
        || operation.getOperationId().equals("linkIdentity")) {
      success.addHeaderObject(Headers.SET_COOKIE, new Header().$ref(Headers.SET_COOKIE));
    }
    if (path.startsWith("/api/admin/export/") || path.equals("/api/account/export")) {
      success.addHeaderObject(
          Headers.CONTENT_DISPOSITION, new Header().$ref(Headers.CONTENT_DISPOSITION));
    }
    for (Refusal refusal : refusals(path, read, secured, ofPile, operation)) {
      if (!responses.containsKey(refusal.status())) {
        responses.addApiResponse(refusal.status(), refusal.reference());
      }
    }
  }

  /** Where no field is required, no body says the same as an empty one. */
  private boolean needsBody(Components components, RequestBody body) {
    List<String> names =
        body.getContent().values().stream()
            .map(content -> Objects.toString(content.getSchema().get$ref(), ""))
            .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
            .filter(name -> !name.isEmpty())
            .toList();
    taken.addAll(names);
    body.getContent().values().stream()
        .map(MediaType::getSchema)
        .filter(form -> form.getProperties() != null)
        .forEach(form -> form.setRequired(List.copyOf(form.getProperties().keySet())));
    return components.getSchemas().entrySet().stream()
        .filter(schema -> names.contains(schema.getKey()))
        .allMatch(schema -> schema.getValue().getRequired() != null);
  }

  private static ApiResponse success(ApiResponses responses) {
    return responses.entrySet().stream()
        .filter(response -> response.getKey().matches("[23].*"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static void conditions(String path, Operation operation) {
    List<String> headers =
        OF_THE_MOMENT.matcher(path).matches()
            ? List.of(Headers.PILE_VERSION, Headers.PREFER)
            : List.of(Headers.PILE_VERSION, Headers.PREFER, Headers.IF_NONE_MATCH);
    headers.forEach(header -> operation.addParametersItem(new Parameter().$ref(header)));
  }

  /** Says of a write on which conditions it is done. */
  static Operation describeWrite(Operation operation, HandlerMethod method) {
    if (Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == WriteRequest.class)) {
      // Who has left cannot ask again.
      if (!operation.getOperationId().equals("deleteAccount")) {
        operation.addParametersItem(new Parameter().$ref(Headers.IDEMPOTENCY_KEY));
      }
      operation.addParametersItem(new Parameter().$ref(Headers.IF_MATCH));
      Refusal refusal = Refusal.PRECONDITION_FAILED;
      operation.getResponses().addApiResponse(refusal.status(), refusal.reference());
    }
    return operation;
  }

  private static Set<Refusal> refusals(
      String path, boolean read, boolean secured, boolean ofPile, Operation operation) {
    Set<Refusal> refusals =
        EnumSet.of(
            Refusal.NOT_ACCEPTABLE,
            Refusal.ADDRESS_TOO_LONG,
            Refusal.HEADERS_TOO_LARGE,
            Refusal.FAILED);
    if (!path.startsWith("/api/")) {
      return refusals;
    }
    refusals.addAll(
        Set.of(
            Refusal.BAD_REQUEST,
            Refusal.TOO_MANY,
            Refusal.UNAVAILABLE,
            Refusal.BAD_GATEWAY,
            Refusal.GATEWAY_TIMEOUT));
    if (secured || PUBLIC.contains(path)) {
      refusals.add(Refusal.UNAUTHORIZED);
    }
    if (secured
        || path.startsWith(BROWSER)
        || path.equals("/api/auth/login")
        || path.equals("/api/auth/register")) {
      refusals.add(Refusal.FORBIDDEN);
    }
    if (OF_SOMETHING.matcher(path).matches()) {
      refusals.add(Refusal.NOT_FOUND);
    }
    if (!read) {
      refusals.addAll(Set.of(Refusal.BAD_REQUEST, Refusal.TOO_LARGE));
    }
    if (EXCLUSIVE.matcher(path).matches()) {
      refusals.add(Refusal.CONFLICT);
    }
    if (!read && ofPile) {
      refusals.add(Refusal.CONFLICT);
    }
    if (operation.getRequestBody() != null) {
      refusals.add(Refusal.WRONG_MEDIA_TYPE);
    }
    if (operation.getRequestBody() != null || operation.getParameters() != null) {
      refusals.add(Refusal.INVALID);
    }
    return refusals;
  }

  private static ApiResponse notModified() {
    return new ApiResponse()
        .description("The answer that the client holds is still right.")
        .addHeaderObject(Headers.ETAG, new Header().$ref(Headers.ETAG))
        .addHeaderObject(Headers.PILE_VERSION, new Header().$ref(Headers.PILE_VERSION));
  }

  private static Schema<?> problem() {
    return object("type", "title", "status", "detail")
        .addProperty("type", string())
        .addProperty("title", string())
        .addProperty("status", new Schema<>().types(Set.of("integer")))
        .addProperty("detail", string())
        .addProperty("instance", string())
        .addProperty("code", string())
        .addProperty(
            "values",
            new Schema<>()
                .types(Set.of("object"))
                .additionalProperties(new Schema<>().types(Set.of("integer")).format("int64")))
        .addProperty(
            "errors",
            new ArraySchema().types(Set.of("array")).items(new Schema<>().$ref("FieldProblem")));
  }

  private static Schema<?> fieldProblem() {
    return object("field", "message", "type")
        .addProperty("field", string())
        .addProperty("message", string())
        .addProperty("type", string());
  }

  private static Schema<?> object(String... required) {
    return new Schema<>().types(Set.of("object")).required(List.of(required));
  }

  private static Schema<?> string() {
    return new Schema<>().types(Set.of("string"));
  }
}
