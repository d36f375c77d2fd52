package dev.comicpile.standalone.launch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Puts another program into this process, by the system's {@code execv}: its id, its parent, its
 * standard streams and its environment stay as they are, and signals go to the new program.
 */
@SuppressWarnings("restricted") // nothing but the system itself can do it
final class ProcessReplacement {

  private static final Path OPEN_FILES = Path.of("/dev/fd");
  private static final int SET_FLAGS = 2;
  private static final int CLOSE_ON_EXEC = 1;
  private static final int FIRST_OF_OURS = 3;

  /** Nothing for the group, nothing for others. */
  private static final int OWNER_ONLY = 0077;

  private ProcessReplacement() {}

  /** Whether the system has such a call: all but Windows do. */
  static boolean isPossible() {
    return !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /**
   * From now on, what this process writes, and whatever comes after it or is started by it, is for
   * its own user alone.
   */
  static void keepFilesPrivate() {
    Linker linker = Linker.nativeLinker();
    MethodHandle umask =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("umask"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    try {
      int _ = (int) umask.invokeExact(OWNER_ONLY);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Does not return, unless the system refuses.
   *
   * @param program path of the executable
   * @param words its arguments, and first the name that it is to see itself by
   */
  static void replaceBy(Path program, List<String> words) {
    System.out.flush();
    System.err.flush();
    Linker linker = Linker.nativeLinker();
    MethodHandle execv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("execv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    closeFilesThen(linker);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argv = arena.allocate(ADDRESS, words.size() + 1L);
      for (int i = 0; i < words.size(); i++) {
        argv.setAtIndex(ADDRESS, i, string(arena, words.get(i)));
      }
      argv.setAtIndex(ADDRESS, words.size(), MemorySegment.NULL);
      int _ = (int) execv.invokeExact(string(arena, program.toString()), argv);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The class path's files are of no use to the new program, and a debugger's port is in its way.
   */
  private static void closeFilesThen(Linker linker) {
    MethodHandle fcntl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      for (Path file : open.toList()) {
        int number = Integer.parseInt(file.getFileName().toString());
        if (number >= FIRST_OF_OURS) {
          int _ = (int) fcntl.invokeExact(number, SET_FLAGS, CLOSE_ON_EXEC);
        }
      }
    } catch (IOException e) {
      // Then they stay open, which costs nothing.
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemorySegment string(Arena arena, String text) {
    byte[] bytes = text.getBytes(CommandLine.charset());
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, string, 0, bytes.length);
    return string;
  }
}
