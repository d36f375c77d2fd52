package dev.comicpile.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as one HTML page that needs nothing else. */
public final class Page {

  private static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse; margin: .6rem 0; font-variant-numeric: tabular-nums }
      th, td { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #e4e7eb }
      th:first-child, td:first-child { text-align: left }
      .goals td { text-align: left }
      .goals b { color: #b91c1c }
      svg { width: 100%; max-width: 860px; font-size: 11px }
      p.key { color: #52606d }
      """;

  private final Map<String, Figures> sides;

  /** Columns that are the parts of one bar. */
  private final List<List<String>> stacks;

  private Page(Map<String, Figures> sides, List<List<String>> stacks) {
    this.sides = sides;
    this.stacks = stacks;
  }

  /**
   * Writes it.
   *
   * @param facts what was measured, where and when
   * @param stacks columns that are drawn as the parts of one bar; others are only numbers, but for
   *     sections without any of these
   */
  public static String of(
      Map<String, Figures> sides,
      List<Goal> goals,
      Map<String, String> facts,
      List<List<String>> stacks) {
    Page page = new Page(sides, stacks);
    Set<String> sections = new LinkedHashSet<>();
    sides.values().forEach(figures -> sections.addAll(figures.sections()));
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>What Comic Pile"
        + " costs</title><style>"
        + STYLE
        + "</style><h1>What Comic Pile costs</h1>"
        + facts(facts)
        + page.goals(goals)
        + sections.stream().map(page::section).collect(Collectors.joining())
        + "</html>\n";
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> escape(fact.getKey() + ": " + fact.getValue()))
        .collect(Collectors.joining("<br>", "<p>", "</p>"));
  }

  private String goals(List<Goal> goals) {
    List<String> lines = new ArrayList<>();
    for (Goal goal : goals) {
      String reached =
          sides.values().stream()
              .map(side -> cell(goal.reachedBy(side)))
              .collect(Collectors.joining());
      lines.add("<tr><td>" + escape(goal.what()) + "<td>" + escape(goal.goal()) + reached);
    }
    String heads =
        sides.keySet().stream().map(side -> "<th>" + escape(side)).collect(Collectors.joining());
    return "<h2>Goals</h2><table class=\"goals\"><tr><th>what<th>goal"
        + heads
        + String.join("", lines)
        + "</table>";
  }

  /** What misses its goal stands between two stars on each side. */
  private static String cell(String reached) {
    return "<td>" + escape(reached).replaceAll("\\*\\*(.*?)\\*\\*", "<b>$1</b>");
  }

  private String section(String section) {
    Set<String> rows = new LinkedHashSet<>();
    Set<String> columns = new LinkedHashSet<>();
    for (Figures figures : sides.values()) {
      rows.addAll(figures.rows(section));
      columns.addAll(figures.columns(section));
    }
    return "<h2>"
        + escape(section)
        + "</h2>"
        + charts(section, rows, columns)
        + table(section, rows, columns);
  }

  private String charts(String section, Set<String> rows, Set<String> columns) {
    List<List<String>> drawn =
        stacks.stream()
            .filter(columns::containsAll)
            .collect(Collectors.toCollection(ArrayList::new));
    if (drawn.isEmpty()) {
      drawn.add(List.of(columns.iterator().next()));
    }
    return drawn.stream().map(stack -> chart(section, rows, stack)).collect(Collectors.joining());
  }

  private String chart(String section, Set<String> rows, List<String> stack) {
    List<Chart.Row> bars =
        rows.stream()
            .map(
                row ->
                    new Chart.Row(
                        row,
                        sides.values().stream()
                            .map(side -> parts(side, section, row, stack))
                            .toList()))
            .filter(row -> row.sides().stream().anyMatch(parts -> !parts.isEmpty()))
            .toList();
    String key = String.join(" + ", stack);
    String order = sides.size() > 1 ? ", " + String.join(" above ", sides.keySet()) : "";
    return "<p class=\"key\">" + escape(key + order) + "</p>" + Chart.svg(bars);
  }

  private static List<Double> parts(Figures side, String section, String row, List<String> stack) {
    return stack.stream()
        .map(column -> side.get(section, row, column))
        .flatMap(value -> value.isPresent() ? Stream.of(value.getAsDouble()) : Stream.empty())
        .toList();
  }

  private String table(String section, Set<String> rows, Set<String> columns) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String row : rows) {
      for (Map.Entry<String, Figures> side : sides.entrySet()) {
        String name = sides.size() > 1 ? row + ", " + side.getKey() : row;
        lines.put(
            name,
            columns.stream()
                .map(column -> side.getValue().get(section, row, column))
                .map((OptionalDouble value) -> "<td>" + Table.number(value))
                .collect(Collectors.joining()));
      }
    }
    String heads =
        columns.stream().map(column -> "<th>" + escape(column)).collect(Collectors.joining());
    return lines.entrySet().stream()
        .map(line -> "<tr><td>" + escape(line.getKey()) + line.getValue())
        .collect(Collectors.joining("", "<table><tr><th>" + heads, "</table>"));
  }

  static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
