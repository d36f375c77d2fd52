package dev.comicpile.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.standalone.launch.Argument;
import dev.comicpile.web.PileSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes docs/configuration.md from what the programs really read: the variables in their
 * configuration files and the arguments of the one-process program. What a setting does is said by
 * the record that it is bound to, by the comment above its line, or by the library whose property
 * it sets. {@code -Ddocs=write} writes the page; otherwise it has to be as it would be written.
 */
class ConfigurationDocsTest {

  private static final Path PAGE = Path.of("../docs/configuration.md");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(PILE_[A-Z0-9_]+)(?::([^${}]*))?");

  private static final Pattern MENTIONED = Pattern.compile("PILE_[A-Z0-9_]*[A-Z0-9]");

  private static final String HEAD =
      """
      # Settings

      Settings are environment variables; a value that cannot be used ends the start with a sentence that names it. Those of more than one program should have the same value in each process.

      This page is written by a test from what the programs read, and the build fails where it is not up to date: `./mvnw test -pl standalone -am -Dtest=ConfigurationDocsTest -Ddocs=write` writes it.

      | setting | default | value | read by | |
      |---|---|---|---|---|
      """;

  /** The programs, with their configuration files in the order in which they are read. */
  @SuppressWarnings("ImmutableEnumChecker") // the list is one that cannot be changed
  enum Program {
    STANDALONE("comic-pile", "command-service", "query-service", "standalone"),
    COMMAND_SERVICE("comic-pile", "command-service"),
    QUERY_SERVICE("comic-pile", "query-service");

    private final List<String> files;

    Program(String... files) {
      this.files = List.of(files);
    }

    /** What its properties are set to, as written; the last file wins. */
    Map<String, Property> properties() throws IOException {
      Map<String, Property> properties = new LinkedHashMap<>();
      for (PropertySource<?> source : sources()) {
        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
          properties.put(
              name, new Property(name, String.valueOf(source.getProperty(name)), source));
        }
      }
      return properties;
    }

    List<PropertySource<?>> sources() throws IOException {
      List<PropertySource<?>> sources = new ArrayList<>();
      for (String file : files) {
        sources.addAll(
            new YamlPropertySourceLoader().load(file, new ClassPathResource(file + ".yml")));
      }
      return sources;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A property and the text it is set to. */
  record Property(String name, String value, PropertySource<?> source) {

    List<MatchResult> variables() {
      return VARIABLE.matcher(value).results().toList();
    }

    /** The comment right above its line. */
    String comment() throws IOException {
      if (!(OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin origin)
          || origin.getLocation() == null
          || origin.getResource() == null) {
        return "";
      }
      List<String> lines =
          origin.getResource().getContentAsString(StandardCharsets.UTF_8).lines().toList();
      int first = origin.getLocation().getLine();
      int line = first;
      while (line > 0 && lines.get(line - 1).strip().startsWith("#")) {
        line--;
      }
      return lines.subList(line, first).stream()
          .map(comment -> comment.strip().substring(1).strip())
          .collect(Collectors.joining(" "));
    }
  }

  /** What is known of a property from the program or library that it belongs to. */
  record Described(String type, String description) {

    private static final Described NOTHING = new Described("", "");

    /** Of everything on the class path. */
    static Map<String, Described> all() throws IOException {
      Map<String, Described> all = new HashMap<>();
      ClassLoader loader = ConfigurationDocsTest.class.getClassLoader();
      for (URL url :
          Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
        try (InputStream in = url.openStream()) {
          for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
            all.put(
                property.path("name").asString(),
                new Described(
                    property.path("type").asString(""), property.path("description").asString("")));
          }
        }
      }
      return all;
    }

    String kind() {
      return switch (type.replaceFirst("<.*", "")) {
        case "java.time.Duration" -> "a duration with its unit: `6h`, `30m`, `2s`";
        case "org.springframework.util.unit.DataSize" -> "a size: `1GB`, `500MB`";
        case "java.lang.Integer", "java.lang.Long" -> "a whole number";
        case "java.lang.Double", "java.lang.Float" -> "a number";
        case "java.lang.Boolean" -> "`on` or `off`";
        case "dev.comicpile.web.RegistrationMode" -> "`open`, `closed` or `invitation`";
        case "java.util.List", "java.util.Set" -> "a list, separated by commas";
        default -> "text";
      };
    }
  }

  /** One row of the page, gathered from all places where the setting is read. */
  private static final class Row {
    private final Set<Program> programs = new TreeSet<>();
    private final Set<String> presets = new TreeSet<>();
    private String argument = "";
    private String kind = "";
    private String description = "";

    void describe(String kind, String description) {
      if (this.description.isEmpty()) {
        this.kind = kind;
        this.description = description;
      }
    }

    String text(String variable) {
      assertThat(presets).as("defaults of " + variable).hasSizeLessThan(2);
      assertThat(description)
          .as(variable + " has no description: give one to its record, or above its line")
          .isNotEmpty();
      return "| `%s`%s | %s | %s | %s | %s |\n"
          .formatted(
              variable,
              argument.isEmpty() ? "" : "<br>`" + argument + "`",
              presets.stream().findFirst().map(preset -> "`" + preset + "`").orElse("none"),
              kind,
              programs.size() == Program.values().length
                  ? "all"
                  : programs.stream().map(Program::toString).collect(Collectors.joining(", ")),
              sentence(description));
    }

    private static String sentence(String description) {
      String text = description.strip().replaceAll("\\s+", " ").replace("|", "\\|");
      text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      return text.length() > 1 && Character.isLowerCase(text.charAt(1))
          ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
          : text;
    }
  }

  @Test
  void thePageSaysWhatTheProgramsRead() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    rows().forEach((variable, row) -> page.append(row.text(variable)));
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  /** A variable that is read in another way would not be on the page. */
  @Test
  void everyVariableThatTheSourcesNameIsOnThePage() throws IOException {
    Set<String> known = rows().keySet();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file : files.filter(ConfigurationDocsTest::isSource).toList()) {
        String text = Files.readString(file);
        String read =
            file.toString().endsWith(".java")
                ? Pattern.compile("\"[^\"\n]*\"")
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining("\n"))
                : text;
        Matcher mentioned = MENTIONED.matcher(read);
        assertThat(known)
            .as(file.toString())
            .containsAll(mentioned.results().map(MatchResult::group).toList());
      }
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return name.contains("/src/main/")
        // It starts the gateway, too, whose settings are its own.
        && !name.contains("/benchmark/")
        && (name.endsWith(".java") || name.endsWith(".yml"));
  }

  @Test
  void everySettingOfTheRecordCanBeGivenByAVariable() throws IOException {
    Map<String, Property> properties = Program.STANDALONE.properties();
    properties.putAll(Program.QUERY_SERVICE.properties());
    for (RecordComponent component : PileSettings.class.getRecordComponents()) {
      String name =
          "comicpile." + component.getName().replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
      Property property = properties.get(name);
      assertThat(property == null ? List.of() : property.variables()).as(name).hasSize(1);
    }
  }

  /** The page shows the files' defaults; the record's own are those of tests. */
  @ParameterizedTest
  @EnumSource
  void theRecordHasTheSameDefaultsAsTheFiles(Program program) throws IOException {
    MutablePropertySources sources = new MutablePropertySources();
    program.sources().forEach(sources::addFirst);

    assertThat(
            new Binder(
                    ConfigurationPropertySources.from(sources),
                    new PropertySourcesPlaceholdersResolver(sources))
                .bindOrCreate("comicpile", PileSettings.class))
        .isEqualTo(
            new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("comicpile", PileSettings.class));
  }

  private static Map<String, Row> rows() throws IOException {
    Map<String, Described> described = Described.all();
    Map<String, Row> rows = new TreeMap<>();
    for (Program program : Program.values()) {
      for (Property property : program.properties().values()) {
        for (MatchResult variable : property.variables()) {
          Row row = rows.computeIfAbsent(variable.group(1), name -> new Row());
          row.programs.add(program);
          addPreset(row, variable.group(2));
          Described its = described.getOrDefault(property.name(), Described.NOTHING);
          boolean ours = property.name().startsWith("comicpile.") && !its.description().isEmpty();
          String comment = ours ? "" : property.comment();
          row.describe(its.kind(), comment.isEmpty() ? its.description() : comment);
        }
      }
    }
    for (Argument argument : Argument.values()) {
      Row row = rows.computeIfAbsent(argument.variable(), name -> new Row());
      row.programs.add(Program.STANDALONE);
      row.argument = argument.flag();
      addPreset(row, argument.preset());
      row.describe(argument.value().isEmpty() ? "`on` or `off`" : "text", argument.description());
    }
    return rows;
  }

  private static void addPreset(Row row, @Nullable String preset) {
    if (preset != null && !preset.isEmpty()) {
      row.presets.add(preset);
    }
  }
}
