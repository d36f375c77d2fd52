package dev.comicpile.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Requests run on virtual threads, and none of them holds on to the platform thread under it. */
class PinnedThreadsIT {

  private static final int READERS = 8;
  private static final int TURNS = 15;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path data;

  @Test
  void noVirtualThreadIsPinnedUnderLoad() throws Exception {
    Path recording = data.resolve("load.jfr");
    try (ComicPileProcess process =
        ComicPileProcess.start(data.resolve("pile"), Map.of("PILE_RATE_LIMITS", "off"))) {
      // Classes that are loaded for the first time do pin the thread that needs them.
      play(process.url());

      jcmd(
          process,
          "JFR.start",
          "name=load",
          "jdk.VirtualThreadPinned#enabled=true",
          "jdk.VirtualThreadPinned#threshold=0ms",
          "jdk.VirtualThreadStart#enabled=true");
      play(process.url());
      jcmd(process, "JFR.stop", "name=load", "filename=" + recording);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    assertThat(named("jdk.VirtualThreadStart", events)).hasSizeGreaterThan(READERS);
    assertThat(named("jdk.VirtualThreadPinned", events)).isEmpty();
  }

  private static List<RecordedEvent> named(String type, List<RecordedEvent> events) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }

  private static void play(String url) throws Exception {
    List<Future<?>> playing = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < READERS; i++) {
        playing.add(readers.submit(() -> evening(Api.register(url))));
      }
    }
    for (Future<?> evening : playing) {
      evening.get();
    }
  }

  private static void evening(Api api) {
    api.add("Hellboy", 100);
    api.add("Saga", 100);
    for (int turn = 0; turn < TURNS; turn++) {
      api.post("/api/roll/").expect(200);
      api.get("/api/session/current").expect(200);
      api.post("/api/rate/", "{\"rating\": 4.5, \"issues_read\": 1}").expect(200);
      api.get("/api/queue/").expect(200);
      api.get("/api/undo/history").expect(200);
      api.get("/api/analytics/").expect(200);
      api.post("/api/undo/").expect(200);
      api.get("/api/history/state").expect(200);
    }
  }

  private void jcmd(ComicPileProcess process, String... command) throws Exception {
    Path output = Files.createTempFile(data, "jcmd", ".log");
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.handle().pid())));
    all.addAll(List.of(command));
    int exit =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(output)).isZero();
  }
}
