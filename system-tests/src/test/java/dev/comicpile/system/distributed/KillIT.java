package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.system.distributed.PlayingReader.Accepted;
import dev.comicpile.testing.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Readers play, each at two devices, while the processes behind the gateway are killed and started
 * again. What they were told is done has been done once, and the views say what the events say.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class KillIT {

  private static final int READERS = 6;
  private static final int DEVICES = 2;

  /** Between a start and the next kill. */
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Mode mode;

  KillIT(Mode mode) {
    this.mode = mode;
  }

  @Test
  void nothingIsLostAndNothingIsDoneTwice() throws Exception {
    Apart apart = Apart.in(mode);
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("KillIT " + mode + ": -Dkill.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);

    List<Api> readers = new ArrayList<>();
    List<List<PlayingReader>> devices = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Api reader = Api.register(apart.url());
      readers.add(reader);
      List<PlayingReader> devicesOfReader = new ArrayList<>();
      for (int device = 0; device < DEVICES; device++) {
        devicesOfReader.add(new PlayingReader(reader.at(apart.url()), random.split()));
      }
      devices.add(devicesOfReader);
    }
    List<PlayingReader> players = devices.stream().flatMap(List::stream).toList();

    int kills = playWhileKilling(apart, players, random);

    Api admin = apart.admin();
    await("views without a lag").until(() -> lag(admin) == 0);
    int lost = 0;
    int doubled = 0;
    for (int i = 0; i < READERS; i++) {
      Outcome outcome = compare(readers.get(i), devices.get(i));
      lost += outcome.lost();
      doubled += outcome.doubled();
      assertViewsEqualEvents(readers.get(i));
    }
    System.out.printf(
        Locale.ROOT,
        "KillIT %s: %d readers at %d devices, %d commands acknowledged, %d requests repeated,"
            + " %d kills, lost %d, doubled %d, longest wait of a reader %.1f s%n",
        mode,
        READERS,
        players.size(),
        players.stream().mapToInt(PlayingReader::acknowledged).sum(),
        players.stream().mapToInt(PlayingReader::repeated).sum(),
        kills,
        lost,
        doubled,
        players.stream()
                .map(PlayingReader::longestWait)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toMillis()
            / 1000.0);
    assertThat(lost).as("lost").isZero();
    assertThat(doubled).as("doubled").isZero();
    assertThat(kills).isGreaterThanOrEqualTo(6);
  }

  /** Every process is killed once alone, and once with the other one of its kind. */
  private static int playWhileKilling(
      Apart apart, List<PlayingReader> players, SplittableRandom random)
      throws InterruptedException, ExecutionException {
    List<List<Service>> rounds = new ArrayList<>();
    apart.services().forEach(service -> rounds.add(List.of(service)));
    rounds.add(apart.commands());
    rounds.add(apart.queries());
    Collections.shuffle(rounds, new Random(random.nextLong()));

    AtomicBoolean over = new AtomicBoolean();
    int kills = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> playing = new ArrayList<>();
      for (PlayingReader player : players) {
        playing.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    player.play();
                  }
                }));
      }
      try {
        for (List<Service> round : rounds) {
          PlayingReader.pause(Duration.ofMillis(random.nextLong(LONGEST_PEACE.toMillis())));
          round.forEach(Service::kill);
          kills += round.size();
          round.forEach(Service::start);
          round.forEach(Service::awaitReady);
        }
      } finally {
        over.set(true);
      }
      for (Future<?> player : playing) {
        player.get();
      }
    }
    apart.awaitAll();
    return kills;
  }

  private static long lag(Api admin) {
    JsonNode projections = admin.get("/api/admin/projections").expect(200).json();
    assertThat(projections.valueStream()).hasSize(3);
    assertThat(projections.valueStream().map(view -> view.path("parked").size()))
        .as(projections.toString())
        .containsOnly(0);
    return projections.valueStream().mapToLong(view -> view.path("lag").asLong()).sum();
  }

  private record Outcome(int lost, int doubled) {}

  /**
   * Each accepted command is one action, and ends at the version it was answered with. One that may
   * have changed nothing is an action where the action of that version is nobody else's.
   */
  private static Outcome compare(Api reader, List<PlayingReader> devices) {
    List<JsonNode> events = events(reader);
    Set<Long> unexplained =
        events.stream()
            .map(event -> event.path("action_version").asLong())
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, Integer> timesSaid = new HashMap<>();
    for (JsonNode event : events) {
      for (String field : List.of("title", "notes")) {
        event
            .path("payload")
            .findValues(field)
            .forEach(words -> timesSaid.merge(words.asString(), 1, Integer::sum));
      }
    }

    List<Accepted> accepted = devices.stream().flatMap(d -> d.accepted().stream()).toList();
    int lost = 0;
    int doubled = 0;
    for (Accepted command : accepted) {
      if (command.isAction()) {
        lost += unexplained.remove(command.version()) ? 0 : 1;
      }
    }
    for (Accepted command : accepted) {
      if (!command.isAction()) {
        unexplained.remove(command.version());
        lost += command.version() <= events.size() ? 0 : 1;
      }
      String words = command.words();
      if (words != null && !timesSaid.containsKey(words)) {
        lost++;
      }
    }
    doubled += unexplained.size();
    return new Outcome(lost, doubled);
  }

  private static List<JsonNode> events(Api reader) {
    List<JsonNode> events =
        reader
            .get("/api/history/events", "Accept", "application/x-ndjson")
            .expect(200)
            .body()
            .lines()
            .map(JSON::readTree)
            .toList();
    assertThat(events.stream().map(event -> event.path("version").asLong()))
        .as("versions without a gap")
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, events.size()).boxed().toList());
    return events;
  }

  /** The state that the events come to, next to what each view says. */
  private static void assertViewsEqualEvents(Api reader) {
    JsonNode state = reader.get("/api/history/state").expect(200).json();
    JsonNode threads = reader.get("/api/threads/").expect(200).json();
    int active = state.path("queue").size();

    assertThat(threads.valueStream().limit(active)).containsExactlyElementsOf(list(state, "queue"));
    assertThat(threads.valueStream().skip(active))
        .containsExactlyInAnyOrderElementsOf(list(state, "completed"));
    JsonNode queue = reader.get("/api/queue/").expect(200).json();
    for (JsonNode thread : queue.path("threads")) {
      ((ObjectNode) thread).remove(List.of("in_pool", "snoozed"));
    }
    assertThat(queue.path("threads")).isEqualTo(state.path("queue"));
    assertThat(queue.path("die_size")).isEqualTo(state.at("/session/current_die"));
    assertThat(reader.get("/api/session/current").expect(200).json())
        .isEqualTo(state.path("session"));
    assertThat(reader.get("/api/analytics/").expect(200).number("total_threads"))
        .isEqualTo(threads.size());
  }

  private static List<JsonNode> list(JsonNode state, String field) {
    return state.path(field).valueStream().toList();
  }
}
