package dev.comicpile.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures as plain text: a table for each section, sides one beside the other. */
public final class Table {

  private Table() {}

  public static String of(Map<String, Figures> sides) {
    Set<String> sections = new LinkedHashSet<>();
    sides.values().forEach(figures -> sections.addAll(figures.sections()));
    return sections.stream()
        .map(section -> "\n" + section + sidesIn(sides) + "\n" + section(section, sides))
        .collect(Collectors.joining());
  }

  private static String sidesIn(Map<String, Figures> sides) {
    return sides.size() > 1 ? " (" + String.join(" | ", sides.keySet()) + ")" : "";
  }

  private static String section(String section, Map<String, Figures> sides) {
    Set<String> rows = new LinkedHashSet<>();
    Set<String> columns = new LinkedHashSet<>();
    for (Figures figures : sides.values()) {
      rows.addAll(figures.rows(section));
      columns.addAll(figures.columns(section));
    }
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(columns);
    cells.add(head);
    for (String row : rows) {
      List<String> line = new ArrayList<>(List.of(row));
      for (String column : columns) {
        line.add(
            sides.values().stream()
                .map(figures -> number(figures.get(section, row, column)))
                .collect(Collectors.joining(" | ")));
      }
      cells.add(line);
    }
    return align(cells);
  }

  /**
   * Columns as wide as their widest cell, the first one to the left and the others to the right.
   */
  static String align(List<List<String>> cells) {
    int columns = cells.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : cells) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : cells) {
      StringBuilder aligned = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = line.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        aligned.append(i == 0 ? cell + space : "  " + space + cell);
      }
      text.append(aligned.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /**
   * Whole numbers as they are, others to three digits that count, or as many as stand before the
   * point; a dash where there is none.
   */
  static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return "–";
    }
    double number = value.getAsDouble();
    if (number == Math.rint(number) && Math.abs(number) < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) number);
    }
    double size = Math.abs(number);
    String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, number);
  }
}
