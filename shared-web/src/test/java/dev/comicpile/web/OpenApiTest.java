package dev.comicpile.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the API says what the API does. */
class OpenApiTest extends WebTest {

  @Test
  void theDescriptionNamesThingsAsTheJsonDoes() {
    JsonNode api = send(request("/openapi.json").GET()).json();
    assertThat(api.at("/openapi").asString()).startsWith("3.1");
    assertThat(api.at("/components/schemas/Comic/properties").propertyNames())
        .contains("issues_remaining", "is_test", "more_rows");
    assertThat(api.at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
    assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
        .contains("detail", "errors");
    assertThat(api.at("/components/schemas/Comic/required").toString())
        .isEqualTo("[\"issues_remaining\",\"title\"]");
    assertThat(api.at("/components/schemas/Comic/properties/rating/type").toString())
        .contains("number", "null");
    JsonNode post = api.at("/paths/~1api~1echo/post");
    assertThat(post.at("/security/0").has("bearer")).isTrue();
    assertThat(post.at("/responses/422/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(post.toString()).doesNotContain("\"reader\"", "family_id");
    assertThat(api.at("/paths/~1api~1echo/get/parameters").findValuesAsString("name"))
        .containsExactlyInAnyOrder("limit", "offset");
    assertThat(api.at("/paths").propertyNames()).doesNotContain("/error");
    assertThat(post.at("/parameters").findValuesAsString("name"))
        .containsExactlyInAnyOrder("Idempotency-Key", "If-Match");
    assertThat(post.at("/responses").propertyNames()).contains("409", "412", "429");
    assertThat(post.at("/responses/429/headers/Retry-After/schema/type").asString())
        .isEqualTo("integer");
    JsonNode get = api.at("/paths/~1api~1echo/get/responses");
    assertThat(get.propertyNames()).contains("429").doesNotContain("409", "412");
  }

  @Test
  void thereIsAPageToTryIt() {
    Answer page = send(request("/docs").GET());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    for (String part :
        new String[] {"/swagger-ui/swagger-ui.css", "/swagger-ui/swagger-ui-bundle.js"}) {
      assertThat(page.body()).contains(part);
      assertThat(send(request(part).GET()).status()).isEqualTo(200);
    }
  }
}
