package dev.comicpile.standalone.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the heap may become.
 *
 * @param megabytes 128 to 65,536
 */
public record HeapSize(int megabytes) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([mg])b?");
  private static final int LEAST = 128;
  private static final int MOST = 65_536;

  /** Where nothing else is said. */
  static final HeapSize PRESET = parse(Argument.HEAP.preset()).orElseThrow();

  /** Reads a size such as {@code 192m} or {@code 1g}; empty if it is anything else. */
  public static Optional<HeapSize> parse(String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return Optional.empty();
    }
    long megabytes = Long.parseLong(size.group(1)) * (size.group(2).equals("g") ? 1024 : 1);
    return megabytes >= LEAST && megabytes <= MOST
        ? Optional.of(new HeapSize((int) megabytes))
        : Optional.empty();
  }

  /** As the JVM's option takes it. */
  String option() {
    return "-Xmx" + megabytes + "m";
  }
}
