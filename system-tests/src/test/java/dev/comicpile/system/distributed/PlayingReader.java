package dev.comicpile.system.distributed;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader at one device, who sends a command again, under the same key, until it is acknowledged.
 * Several may play with one pile.
 */
final class PlayingReader {

  /** The answers after which a client tries again: nobody there, or lost to another writer. */
  private static final Set<Integer> TRY_AGAIN = Set.of(409, 502, 503, 504);

  private static final Duration LONGEST_THOUGHT = Duration.ofMillis(300);

  private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofMillis(200);

  /** What a command may come to. */
  private enum Effect {
    /** An action, where it is accepted. */
    ACTION,

    /** Perhaps nothing, such as a move to where the thread stands already. */
    PERHAPS
  }

  /**
   * A command that was accepted.
   *
   * @param version what the pile had reached by it
   * @param isAction whether it certainly changed something
   * @param words those that stand in its event and in no other; null where there are none
   */
  record Accepted(String key, long version, boolean isAction, @Nullable String words) {}

  private final Api api;
  private final SplittableRandom random;
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<Long> threads = new ArrayList<>();
  private int acknowledged;
  private int repeated;
  private Duration longestWait = Duration.ZERO;

  PlayingReader(Api api, SplittableRandom random) {
    this.api = api;
    this.random = random;
  }

  /** The commands that were accepted, in the order in which that became known. */
  List<Accepted> accepted() {
    return accepted;
  }

  /** Commands that were answered, refusals among them. */
  int acknowledged() {
    return acknowledged;
  }

  /** How often a command or a read had to be sent again. */
  int repeated() {
    return repeated;
  }

  /** The longest time from the first attempt of a command or read to its answer. */
  Duration longestWait() {
    return longestWait;
  }

  /** Plays one command, and sometimes looks at what it has come to. */
  void play() {
    switch (random.nextInt(10)) {
      case 0, 1 -> add();
      case 2, 3, 4 -> command("POST", "/api/roll/", null, Effect.ACTION, null);
      case 5, 6 ->
          command(
              "POST",
              "/api/rate/",
              "{\"rating\": %s, \"issues_read\": 1}".formatted(random.nextInt(1, 11) / 2.0),
              Effect.ACTION,
              null);
      case 7 -> withThread(this::edit);
      case 8 -> withThread(this::move);
      default -> command("POST", "/api/undo/", null, Effect.ACTION, null);
    }
    if (random.nextInt(3) == 0) {
      look();
    }
    pause(Duration.ofMillis(random.nextLong(LONGEST_THOUGHT.toMillis())));
  }

  private void withThread(java.util.function.LongConsumer command) {
    if (threads.isEmpty()) {
      add();
    } else {
      command.accept(threads.get(random.nextInt(threads.size())));
    }
  }

  private void add() {
    String title = "Comic " + UUID.randomUUID();
    Answer answer =
        command(
            "POST",
            "/api/threads/",
            "{\"title\": \"%s\", \"format\": \"Comic\", \"issues_remaining\": %s}"
                .formatted(title, random.nextInt(2, 9)),
            Effect.ACTION,
            title);
    threads.add(answer.expect(201).number("id"));
  }

  private void edit(long thread) {
    String notes = "Notes " + UUID.randomUUID();
    command(
        "PUT",
        "/api/threads/" + thread,
        "{\"notes\": \"%s\"}".formatted(notes),
        Effect.ACTION,
        notes);
  }

  private void move(long thread) {
    command(
        "POST",
        "/api/queue/move",
        "{\"thread_id\": %s, \"to\": \"%s\"}"
            .formatted(thread, random.nextBoolean() ? "front" : "back"),
        Effect.PERHAPS,
        null);
  }

  /** A refusal, such as of a rating with nothing pending, is an acknowledgement too. */
  private Answer command(
      String method, String path, @Nullable String body, Effect effect, @Nullable String words) {
    String key = UUID.randomUUID().toString();
    Answer answer = untilAnswered(() -> api.send(method, path, body, "Idempotency-Key", key));
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 400, 404);
    acknowledged++;
    if (answer.status() < 300) {
      long version = Long.parseLong(answer.header("Pile-Version"));
      accepted.add(new Accepted(key, version, effect == Effect.ACTION, words));
    }
    return answer;
  }

  /** A read sees at least the last write of this device. */
  private void look() {
    Answer answer = untilAnswered(() -> api.get("/api/queue/"));
    answer.expect(200);
    if (!accepted.isEmpty()) {
      assertThat(Long.parseLong(answer.header("Pile-Version")))
          .as("the version read after a write")
          .isGreaterThanOrEqualTo(accepted.getLast().version());
    }
  }

  private Answer untilAnswered(Supplier<Answer> attempt) {
    long start = System.nanoTime();
    Optional<Answer> answered =
        await("an answer")
            .pollInterval(BEFORE_NEXT_ATTEMPT)
            .until(
                () -> {
                  Optional<Answer> outcome = attempt(attempt);
                  if (outcome.isEmpty()) {
                    repeated++;
                  }
                  return outcome;
                },
                Optional::isPresent);
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
    return answered.orElseThrow();
  }

  private static Optional<Answer> attempt(Supplier<Answer> attempt) {
    try {
      return Optional.of(attempt.get()).filter(answer -> !TRY_AGAIN.contains(answer.status()));
    } catch (UncheckedIOException connectionLost) {
      return Optional.empty();
    }
  }

  /** Lets time pass as people do: nothing is waited for. */
  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
