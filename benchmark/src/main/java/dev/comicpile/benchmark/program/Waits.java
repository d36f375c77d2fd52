package dev.comicpile.benchmark.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a flight recording tells of threads that waited.
 *
 * @param pinned how often a virtual thread could not let go of its carrier while it waited
 * @param virtual how often a virtual thread waited for a socket, which is as it should be
 * @param blocked how often a platform thread waited for a socket, by the thread's name
 */
public record Waits(long pinned, long virtual, Map<String, Long> blocked) {

  /** The threads that answer this benchmark's own questions. */
  private static final List<String> OWN = List.of("RMI ", "JMX ");

  public Waits {
    blocked = Map.copyOf(blocked);
  }

  /** Records a JVM while something is done. */
  public static Waits of(Jvm jvm, Path file, Runnable work) {
    jvm.startRecording();
    work.run();
    jvm.stopRecording(file);
    try {
      return of(RecordingFile.readAllEvents(file));
    } catch (IOException e) {
      throw new IllegalStateException("The flight recording cannot be read: " + e, e);
    } finally {
      delete(file);
    }
  }

  private static Waits of(List<RecordedEvent> events) {
    long pinned = 0;
    long virtual = 0;
    Map<String, Long> blocked = new TreeMap<>();
    for (RecordedEvent event : events) {
      RecordedThread thread = event.getThread();
      if (event.getEventType().getName().equals("jdk.VirtualThreadPinned")) {
        pinned++;
      } else if (thread != null && thread.isVirtual()) {
        virtual++;
      } else if (thread != null && !isOwn(thread.getJavaName())) {
        blocked.merge(String.valueOf(thread.getJavaName()), 1L, Long::sum);
      }
    }
    return new Waits(pinned, virtual, blocked);
  }

  private static boolean isOwn(@Nullable String name) {
    return name != null && OWN.stream().anyMatch(name::startsWith);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it lies in the benchmark's directory, which goes at the end
    }
  }

  public long blockedCount() {
    return blocked.values().stream().mapToLong(Long::longValue).sum();
  }
}
