package dev.comicpile.benchmark;

import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which parts and rows are measured: those that were named, or all where none was. */
record Selection(Set<String> named) {

  private static final List<String> PARTS =
      List.of(
          "evening", "cold", "warm", "speed", "lag", "waits", "floors", "idle", "replay", "long");

  /** Those that consist of rows. */
  private static final List<String> PARTS_OF_ROWS = List.of("cold", "warm");

  Selection {
    named = Set.copyOf(named);
  }

  static Selection of(String names) {
    Set<String> named =
        Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    List<String> unknown = named.stream().filter(name -> !all().contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "There is nothing named %s to measure. There is: %s."
              .formatted(String.join(", ", unknown), names()));
    }
    return new Selection(named);
  }

  /** All that can be named. */
  static String names() {
    return String.join(", ", all());
  }

  private static List<String> all() {
    return Stream.concat(PARTS.stream(), Plays.ROWS.stream().map(Selection::name).distinct())
        .distinct()
        .toList();
  }

  private static String name(Play play) {
    return play.row().replaceAll(" \\(.*", "").replace(' ', '-');
  }

  boolean has(String part) {
    boolean all = named.isEmpty();
    boolean rowsOfIt =
        PARTS_OF_ROWS.contains(part) && named.stream().noneMatch(PARTS_OF_ROWS::contains);
    return all || named.contains(part) || (rowsOfIt && !PARTS.containsAll(named));
  }

  boolean hasAny(String... parts) {
    return Arrays.stream(parts).anyMatch(this::has);
  }

  /** Whether a row is measured in the parts that have such rows. */
  boolean hasRow(Play play) {
    return PARTS.containsAll(named) || named.contains(name(play));
  }
}
