package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} tells of a process.
 *
 * @param command the name of its program, at most 15 characters of it
 * @param ticks CPU time of its own, user and system, in ticks of {@link #TICK_MILLIS}
 * @param reapedTicks CPU time of its children that have ended, and of theirs
 */
record ProcessStatus(long pid, String command, long parent, long ticks, long reapedTicks) {

  /** Linux counts in hundredths of a second for everybody, whatever the kernel's own clock. */
  static final int TICK_MILLIS = 10;

  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int REAPED_USER = 13;
  private static final int REAPED_SYSTEM = 14;

  /** Reads one line; the name stands in brackets and may hold any character, brackets too. */
  static ProcessStatus parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    List<String> fields = List.of(line.substring(close + 1).strip().split(" ", -1));
    return new ProcessStatus(
        Long.parseLong(line.substring(0, open).strip()),
        line.substring(open + 1, close),
        Long.parseLong(fields.get(PARENT)),
        Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM)),
        Long.parseLong(fields.get(REAPED_USER)) + Long.parseLong(fields.get(REAPED_SYSTEM)));
  }

  /** Of a process that may be gone by now. */
  static Optional<ProcessStatus> of(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "stat");
      return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException gone) {
      // the process ended while its file was read
      return Optional.empty();
    }
  }

  long totalTicks() {
    return ticks + reapedTicks;
  }
}
