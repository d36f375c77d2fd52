package dev.comicpile.system.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard, the alerts and the documentation speak of is what is exported. */
@ExtendWith(RunningComicPile.class)
class MonitoringIT {

  private static final Path ROOT = Path.of("..");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "on", "by", "without", "ignoring", "bool", "offset");

  /** What Prometheus adds itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private String exported;

  @BeforeEach
  void play(Api api) {
    api.post("/api/roll/").problem(400);
    api.add("Hellboy", 12);
    api.post("/api/roll/").expect(200);
    api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
    api.get("/api/queue/").expect(200);
    exported = api.get("/actuator/prometheus").expect(200).body();
  }

  private double value(String series) {
    return exported
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private double commands(String command, String outcome) {
    return value(
        "comicpile_commands_seconds_count{command=\"%s\",outcome=\"%s\"}"
            .formatted(command, outcome));
  }

  @Test
  void playIsCounted(Api api) {
    double refused = commands("RollDie", "refused");
    double rated = commands("RateThread", "accepted");

    play(api);

    assertThat(commands("RollDie", "refused")).isEqualTo(refused + 1);
    assertThat(commands("RateThread", "accepted")).isEqualTo(rated + 1);
    assertThat(value("comicpile_projection_parked{view=\"queue\"}")).isZero();
  }

  @Test
  void noLabelHoldsAReader(Api api) {
    assertThat(exported).doesNotContain(api.username(), "reader_id", "reader=");
  }

  @Test
  void everyMetricOfTheDashboardIsExported() throws IOException {
    JsonNode dashboard =
        JsonMapper.builder()
            .build()
            .readTree(
                Files.readString(ROOT.resolve("monitoring/grafana/dashboards/comic-pile.json")));
    List<String> queries = dashboard.findValuesAsString("expr");
    assertThat(queries).hasSizeGreaterThan(20);
    assertThat(namesIn(queries)).isSubsetOf(exportedNames());
  }

  @Test
  void everyMetricOfTheAlertsIsExported() throws IOException {
    List<String> queries =
        Files.readAllLines(ROOT.resolve("monitoring/prometheus/alerts.yml")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("expr: "))
            .map(line -> line.substring("expr: ".length()))
            .toList();
    assertThat(queries).hasSizeGreaterThan(5);
    assertThat(namesIn(queries)).isSubsetOf(exportedNames());
  }

  @Test
  void theTableOfMetricsIsComplete() throws IOException {
    Map<String, String> documented =
        Files.readAllLines(ROOT.resolve("docs/observability.md")).stream()
            .filter(line -> line.startsWith("| `comicpile_"))
            .map(line -> line.split("\\|"))
            .collect(
                Collectors.toMap(
                    cells -> cells[1].replace("`", "").strip(), cells -> cells[2].strip()));
    Map<String, String> families =
        find("(?m)^# TYPE (comicpile_\\w+) (\\w+)$", exported)
            // The highest value of late, which Micrometer adds to each timer.
            .filter(family -> !family.group(1).endsWith("_max"))
            .collect(Collectors.toMap(family -> family.group(1), family -> family.group(2)));
    assertThat(documented).isEqualTo(families);
  }

  private Set<String> exportedNames() {
    Set<String> names =
        find("(?m)^([a-z_]\\w*)[{ ]", exported)
            .map(series -> series.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(OF_PROMETHEUS);
    return names;
  }

  /** The metrics that queries name: what is no function, no word of the language and no label. */
  private static Set<String> namesIn(List<String> queries) {
    return queries.stream()
        .map(
            query ->
                query
                    .replaceAll("\\{[^}]*}", " ")
                    .replaceAll("\\[[^]]*]", " ")
                    .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", " "))
        .flatMap(query -> find("\\b([a-zA-Z_]\\w*)\\b(?!\\s*\\()", query))
        .map(name -> name.group(1))
        .filter(name -> !WORDS.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<MatchResult> find(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results();
  }
}
