package dev.comicpile.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back for a request.
 *
 * @param headers the lines of the head, without the first one
 */
public record Answer(int status, List<String> headers, byte[] body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Answer {
    headers = List.copyOf(headers);
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The value of the first header of a name. */
  Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }
}
