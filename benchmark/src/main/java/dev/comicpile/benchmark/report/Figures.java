package dev.comicpile.benchmark.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedSet;

/** All that was measured of one program: sections of rows of columns, in the order they came. */
public final class Figures {

  private final Map<String, Map<String, Map<String, Double>>> sections = new LinkedHashMap<>();

  public void put(String section, String row, String column, double value) {
    sections
        .computeIfAbsent(section, name -> new LinkedHashMap<>())
        .computeIfAbsent(row, name -> new LinkedHashMap<>())
        .put(column, value);
  }

  public OptionalDouble get(String section, String row, String column) {
    Double value = sections.getOrDefault(section, Map.of()).getOrDefault(row, Map.of()).get(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  public SequencedSet<String> sections() {
    return names(sections);
  }

  public SequencedSet<String> rows(String section) {
    return names(sections.getOrDefault(section, Map.of()));
  }

  /** The columns of a section, of all its rows. */
  public SequencedSet<String> columns(String section) {
    Map<String, Boolean> columns = new LinkedHashMap<>();
    sections
        .getOrDefault(section, Map.of())
        .values()
        .forEach(row -> row.keySet().forEach(column -> columns.put(column, true)));
    return names(columns);
  }

  /** For writing it as JSON. */
  public Map<String, Map<String, Map<String, Double>>> asMap() {
    return Collections.unmodifiableMap(sections);
  }

  private static SequencedSet<String> names(Map<String, ?> map) {
    return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(List.copyOf(map.keySet())));
  }
}
