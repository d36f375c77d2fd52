package dev.comicpile.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written when all is measured.
 *
 * @param sides the figures of each program, by what it is called
 * @param facts what was measured, where and when
 */
public record Report(Map<String, Figures> sides, List<Goal> goals, Map<String, String> facts) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Report {
    goals = List.copyOf(goals);
  }

  /** As text: every section, and then the goals in Markdown. */
  public String text() {
    return Table.of(sides) + "\n" + GoalTable.of(goals, sides);
  }

  /** Writes {@code report.json}, {@code report.html} and {@code goals.md} into a directory. */
  public void write(Path directory, List<List<String>> stacks) throws IOException {
    Files.createDirectories(directory);
    Map<String, Object> all = new LinkedHashMap<>(facts);
    sides.forEach((side, figures) -> all.put(side, figures.asMap()));
    Files.writeString(directory.resolve("report.json"), JSON.writeValueAsString(all));
    Files.writeString(directory.resolve("report.html"), Page.of(sides, goals, facts, stacks));
    Files.writeString(directory.resolve("goals.md"), GoalTable.of(goals, sides));
  }
}
