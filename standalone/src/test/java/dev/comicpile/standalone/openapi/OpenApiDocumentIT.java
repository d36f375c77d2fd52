package dev.comicpile.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document that is committed and served is what the program does. After a change of the API,
 * {@code -Dopenapi=write} writes it anew, and its diff says what the change means for clients.
 */
class OpenApiDocumentIT {

  private static final Path COMMITTED = Path.of("../shared-web/src/main/resources/openapi.json");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One field a line, as other tools write it too. */
  private static final DefaultPrettyPrinter LINES =
      new DefaultPrettyPrinter()
          .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
          .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));

  private static DescribedProgram program;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    program = DescribedProgram.start(data);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    program.close();
  }

  @Test
  void theCommittedDocumentIsWhatTheProgramDoes() throws Exception {
    String described = written(JSON.readTree(get(DescribedProgram.DESCRIPTION)));
    if ("write".equals(System.getProperty("openapi"))) {
      Files.writeString(COMMITTED, described);
    }
    assertThat(described)
        .as("Write %s anew by -Dopenapi=write", COMMITTED.getFileName())
        .isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void theProgramServesTheCommittedDocument() throws Exception {
    assertThat(get("/openapi.json")).isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void everyOperationHasANameOfItsOwn() throws IOException {
    List<String> names =
        JSON.readTree(Files.readString(COMMITTED)).path("paths").findValuesAsString("operationId");
    assertThat(names)
        .hasSizeGreaterThan(60)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  private static String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(program.address().resolve(path)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      return answer.body();
    }
  }

  /** The same however the program came upon things: by path, and schemas by name. */
  private static String written(JsonNode document) {
    sort((ObjectNode) document, "paths");
    JsonNode components = document.path("components");
    components.propertyNames().forEach(name -> sort((ObjectNode) components, name));
    document
        .path("paths")
        .forEach(path -> path.forEach(operation -> sort((ObjectNode) operation, "responses")));
    return JSON.writer().with(LINES).writeValueAsString(document) + "\n";
  }

  private static void sort(ObjectNode parent, String name) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    parent.path(name).forEachEntry(sorted::put);
    parent.putObject(name).setAll(sorted);
  }
}
