package dev.comicpile.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Bars that lie, as SVG: for each row one bar for each side, of one part or several. */
final class Chart {

  private static final int WIDTH = 860;
  private static final int LABELS = 290;
  private static final int NUMBERS = 110;
  private static final int BAR = 13;
  private static final int GAP = 9;

  /** Of the first side and of the second, each for its first part and its second. */
  private static final List<List<String>> COLOURS =
      List.of(List.of("#9aa5b1", "#cbd2d9"), List.of("#2b6cb0", "#90cdf4"));

  /** One row: its name, and for each side the values of the parts. */
  record Row(String name, List<List<Double>> sides) {}

  private final List<Row> rows;
  private final double largest;

  private Chart(List<Row> rows) {
    this.rows = rows;
    this.largest =
        rows.stream().flatMap(row -> row.sides().stream()).mapToDouble(Chart::sum).max().orElse(1);
  }

  static String svg(List<Row> rows) {
    return new Chart(rows).draw();
  }

  private String draw() {
    List<String> shapes = new ArrayList<>();
    int top = GAP;
    for (Row row : rows) {
      int height = row.sides().size() * BAR;
      shapes.add(text(LABELS - 8, top + height / 2 + 4, "end", row.name()));
      for (int side = 0; side < row.sides().size(); side++) {
        bar(shapes, top + side * BAR, row.sides().get(side), colours(row, side));
      }
      top += height + GAP;
    }
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\">%s</svg>\n"
        .formatted(WIDTH, top, String.join("", shapes));
  }

  /** A single side has the colours of the later one. */
  private static List<String> colours(Row row, int side) {
    return COLOURS.get((row.sides().size() == 1 ? 1 : side) % COLOURS.size());
  }

  private void bar(List<String> shapes, int top, List<Double> parts, List<String> colours) {
    double left = LABELS;
    for (int part = 0; part < parts.size(); part++) {
      double width = parts.get(part) / largest * (WIDTH - LABELS - NUMBERS);
      shapes.add(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
              left,
              top,
              Math.max(0, width),
              BAR - 1,
              colours.get(part % colours.size())));
      left += width;
    }
    String number = Table.number(OptionalDouble.of(sum(parts)));
    shapes.add(text((int) left + 5, top + BAR - 3, "start", parts.isEmpty() ? "" : number));
  }

  private static double sum(List<Double> parts) {
    return parts.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String text(int x, int y, String anchor, String words) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(x, y, anchor, Page.escape(words));
  }
}
