package dev.comicpile.standalone.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.web.Accepted;
import dev.comicpile.web.Reader;
import dev.comicpile.web.WriteRequest;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/** Lets a running program describe its API, where a test asks for that. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
class DocumentConfiguration {

  /** The tags of paths by their first part; of the others, the tag is that part itself. */
  private static final Map<String, String> TAGS =
      Map.of(
          ".well-known", "Auth",
          "roll", "Dice",
          "rate", "Dice",
          "snooze", "Dice",
          "session", "Sessions",
          "events", "History");

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Reader.class, WriteRequest.class)
        .addResponseWrapperToIgnore(Accepted.class)
        .addSimpleTypesForParameterObject(ReaderId.class, ThreadId.class, SessionId.class);
  }

  @Bean
  OpenAPI comicPile() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Comic Pile")
                .version("1")
                .description(
                    "Roll the dice for what to read next, keep the pile in order by how much you"
                        + " liked it, and undo anything.")
                .contact(new Contact().name("Comic Pile"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/").description("The server that this comes from.")))
        .tags(
            List.of(
                tag("Auth", "Registering, logging in and out, and the keys of tokens."),
                tag("Account", "The reader's own account: password, devices, keys and leaving."),
                tag("Threads", "The reading orders on the pile."),
                tag("Queue", "The order in which active threads wait."),
                tag("Dice", "Rolling, and what is done with the pick: rate, read or snooze."),
                tag("Sessions", "Sittings, from the first roll until the reader stops."),
                tag(
                    "Undo",
                    "Taking actions back, bringing them back, and going back to a version."),
                tag("History", "The events themselves, and the pile as it was."),
                tag("Analytics", "The pile and the reading in numbers."),
                tag("Admin", "For whoever runs the system; needs an admin's token."),
                tag("Health", "Whether the program can answer.")))
        .components(
            new Components()
                .addSecuritySchemes(
                    Operations.BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                            "The access token that registering or logging in answers, or a key for"
                                + " programs (`pile_...`).")));
  }

  /** Schemas name their properties as the JSON does. */
  @Bean
  ModelResolver modelResolver(ObjectMapperProvider mappers) {
    return new ModelResolver(
            mappers
                .jsonMapper()
                .copy()
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
        .openapi31(true);
  }

  @Bean
  ModelConverter recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  OperationCustomizer writes() {
    return Operations::describeWrite;
  }

  @Bean
  OperationCustomizer words() {
    return OperationWords.read()::describe;
  }

  @Bean
  OpenApiCustomizer operations() {
    return new Operations(FieldWords.read())::describe;
  }

  /** Under which tag the operations of a path are shown. */
  static String tagOf(String path) {
    String part = path.replaceFirst("^/(api/)?", "").replaceFirst("/.*", "");
    return TAGS.getOrDefault(part, StringUtils.capitalize(part));
  }

  private static Tag tag(String name, String description) {
    return new Tag().name(name).description(description);
  }
}
