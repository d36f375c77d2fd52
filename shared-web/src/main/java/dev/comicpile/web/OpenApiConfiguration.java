package dev.comicpile.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpHeaders;

/** The description of the API at {@code /openapi.json} and the page to try it at {@code /docs}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String BEARER = "bearer";

  private static final Set<String> PUBLIC =
      Set.of("/api/auth/register", "/api/auth/login", "/api/auth/refresh");

  /** Where no write concerns a pile. */
  private static final List<String> NO_PILES = List.of("/api/auth/", "/api/admin/");

  /** Answers that say when to come back. */
  private static final Set<String> RETRIED = Set.of("429", "503");

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Reader.class);
  }

  @Bean
  @Lazy
  OpenAPI comicPileApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Comic Pile")
                .version("1")
                .description(
                    "Roll the dice for what to read next, keep the pile in order by how much you"
                        + " liked it, and undo anything.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")));
  }

  /** Schemas name their properties as the JSON does. */
  @Bean
  @Lazy
  ModelResolver modelResolver(ObjectMapperProvider mappers) {
    return new ModelResolver(
        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  /** Says what is always there and what may be null, as the records do. */
  @Bean
  @Lazy
  ModelConverter recordNullability() {
    return new RecordNullability();
  }

  /** Says of every operation which problems it can answer and whether it needs a token. */
  @Bean
  @Lazy
  OpenApiCustomizer problemsAndTokens() {
    return api -> {
      if (api.getPaths() == null) {
        return;
      }
      api.getComponents().addSchemas("Problem", problem());
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperationsMap()
                      .forEach(
                          (method, operation) -> {
                            boolean token = path.startsWith("/api/") && !PUBLIC.contains(path);
                            if (token) {
                              operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
                            }
                            Map<String, String> problems = new java.util.LinkedHashMap<>();
                            if (path.startsWith("/api/")) {
                              problems.put("400", "A rule of the pile does not allow it.");
                              problems.put("401", "The access token is missing or not valid.");
                              problems.put("422", "The request holds something wrong.");
                              problems.put("503", "Not available at the moment.");
                              problems.put("429", "The client asks more often than it may.");
                              if (path.startsWith("/api/admin/")) {
                                problems.put("403", "Only an admin may do that.");
                              }
                              if (path.contains("{")) {
                                problems.put("404", "There is no such thing.");
                              }
                            }
                            if (isPileWrite(path, method)) {
                              conditions().forEach(operation::addParametersItem);
                              problems.put("409", "Others were faster again and again.");
                              problems.put("412", "The pile is not at the version of If-Match.");
                            }
                            problems.forEach(
                                (status, words) -> {
                                  if (!operation.getResponses().containsKey(status)) {
                                    operation
                                        .getResponses()
                                        .addApiResponse(status, problemAnswer(status, words));
                                  }
                                });
                          }));
    };
  }

  /** Whether the operation changes a pile, and so can be put on conditions. */
  private static boolean isPileWrite(String path, PathItem.HttpMethod method) {
    return method != PathItem.HttpMethod.GET
        && path.startsWith("/api/")
        && NO_PILES.stream().noneMatch(path::startsWith);
  }

  private static List<Parameter> conditions() {
    return List.of(
        new HeaderParameter()
            .name(WriteHeaders.IDEMPOTENCY_KEY)
            .description(
                "A key of your choice for this write, such as a UUID: sent again within 24 hours,"
                    + " it is answered the same and changes nothing.")
            .schema(string().minLength(1).maxLength(WriteHeaders.LONGEST_KEY)),
        new HeaderParameter()
            .name(HttpHeaders.IF_MATCH)
            .description(
                "The version that the pile must be at, as Pile-Version or the ETag of a read says"
                    + " it.")
            .schema(string()));
  }

  private static ApiResponse problemAnswer(String status, String words) {
    ApiResponse answer = new ApiResponse();
    if (RETRIED.contains(status)) {
      answer.addHeaderObject(
          HttpHeaders.RETRY_AFTER, new Header().description("Seconds to wait.").schema(integer()));
    }
    return answer
        .description(words)
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
  }

  private static Schema<?> problem() {
    return object(
            Map.of(
                "type", string(),
                "title", string(),
                "status", integer(),
                "detail", string(),
                "instance", string(),
                "errors",
                    new Schema<>()
                        .types(Set.of("array"))
                        .type("array")
                        .items(
                            object(
                                Map.of("field", string(), "message", string(), "type", string())))))
        .required(List.of("type", "title", "status", "detail"));
  }

  @SuppressWarnings("rawtypes")
  private static Schema<?> object(Map<String, Schema> properties) {
    return new Schema<>().types(Set.of("object")).type("object").properties(properties);
  }

  private static Schema<?> integer() {
    return new Schema<>().types(Set.of("integer")).type("integer");
  }

  private static Schema<?> string() {
    return new Schema<>().types(Set.of("string")).type("string");
  }
}
