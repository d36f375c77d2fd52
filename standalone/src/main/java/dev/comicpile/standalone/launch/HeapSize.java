package dev.comicpile.standalone.launch;

import dev.comicpile.web.start.StartFailure;
import java.util.Locale;
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

  /**
   * Reads a size.
   *
   * @param name what it was given as, such as {@code --heap}
   * @param text such as {@code 192m} or {@code 1g}
   * @throws StartFailure if it is anything else
   */
  public static HeapSize parse(String name, String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (size.matches()) {
      long megabytes = Long.parseLong(size.group(1)) * (size.group(2).equals("g") ? 1024 : 1);
      if (megabytes >= LEAST && megabytes <= MOST) {
        return new HeapSize((int) megabytes);
      }
    }
    throw new StartFailure(
        name + ": '" + text + "' is not a size of 128m to 64g, such as 192m or 1g.");
  }

  /** As the JVM's option takes it. */
  String option() {
    return "-Xmx" + megabytes + "m";
  }
}
