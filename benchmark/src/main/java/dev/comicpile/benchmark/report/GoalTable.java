package dev.comicpile.benchmark.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The goals and what was reached, as a table in Markdown; what misses its goal is bold. */
public final class GoalTable {

  private GoalTable() {}

  public static String of(List<Goal> goals, Map<String, Figures> sides) {
    StringBuilder table = new StringBuilder("| what | goal |");
    sides.keySet().forEach(side -> table.append(' ').append(side).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(sides.size())).append('\n');
    for (Goal goal : goals) {
      table
          .append("| ")
          .append(goal.what())
          .append(" | ")
          .append(goal.goal())
          .append(
              sides.values().stream()
                  .map(goal::reachedBy)
                  .collect(Collectors.joining(" | ", " | ", " |\n")));
    }
    return table.toString();
  }
}
