package dev.comicpile.benchmark.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a figure is to reach.
 *
 * @param what what is measured, in words
 * @param parts the figures that count for it
 */
public record Goal(String what, List<Part> parts) {

  public Goal {
    parts = List.copyOf(parts);
  }

  public static Goal of(String what, Part... parts) {
    return new Goal(what, List.of(parts));
  }

  /**
   * One figure with its bound.
   *
   * @param name which of the goal's figures it is; empty where there is one only
   * @param unit follows the number
   * @param atLeast whether more is better
   */
  public record Part(
      String name,
      String unit,
      double bound,
      boolean atLeast,
      Function<Figures, OptionalDouble> reached) {

    public static Part atMost(
        String name, double bound, String unit, Function<Figures, OptionalDouble> reached) {
      return new Part(name, unit, bound, false, reached);
    }

    public static Part atLeast(
        String name, double bound, String unit, Function<Figures, OptionalDouble> reached) {
      return new Part(name, unit, bound, true, reached);
    }

    /** A figure that is only said. */
    public static Part said(String name, String unit, Function<Figures, OptionalDouble> reached) {
      return new Part(name, unit, Double.NaN, false, reached);
    }

    String goal() {
      if (Double.isNaN(bound)) {
        return named("said");
      }
      return named((atLeast ? "≥ " : "≤ ") + plain(bound) + unit);
    }

    /** What a side has reached, and whether that misses the goal. */
    String reachedBy(Figures side) {
      OptionalDouble value = reached.apply(side);
      String text = named(Table.number(value) + (value.isEmpty() ? "" : unit));
      return value.isPresent() && misses(value.getAsDouble()) ? "**" + text + "**" : text;
    }

    private boolean misses(double value) {
      return !Double.isNaN(bound) && (atLeast ? value < bound : value > bound);
    }

    private String named(String value) {
      return name.isEmpty() ? value : name + " " + value;
    }

    private static String plain(double number) {
      return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
  }

  String goal() {
    return parts.stream().map(Part::goal).collect(Collectors.joining(", "));
  }

  String reachedBy(Figures side) {
    return parts.stream().map(part -> part.reachedBy(side)).collect(Collectors.joining(", "));
  }
}
