package dev.comicpile.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.Pile;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.eventstore.EventJson.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored keeps its meaning: a stream recorded by the program that carried no picks, and
 * whose every undo woke the open session, folds to what that program answered at each version. It
 * was played with sessions that were over after four seconds.
 */
class EarlierStreamTest {

  private static final Duration GAP = Duration.ofSeconds(4);

  private final EventJson json = new EventJson();

  @TestFactory
  Stream<DynamicTest> everyVersionIsWhatItWas() throws IOException {
    JsonNode recorded;
    try (InputStream file = getClass().getResourceAsStream("/earlier/stream.json")) {
      recorded = new JsonMapper().readTree(Objects.requireNonNull(file));
    }
    JsonNode states = recorded.get("states");
    return states
        .valueStream()
        .map(
            state ->
                DynamicTest.dynamicTest(
                    "version " + state.get("version").asLong(),
                    () -> assertState(recorded.get("events"), state)));
  }

  private void assertState(JsonNode events, JsonNode expected) {
    Pile pile = Pile.empty(new ReaderId(1));
    Instant at = Instant.EPOCH;
    for (JsonNode event :
        events.values().stream().limit(expected.get("version").asLong()).toList()) {
      RecordedEvent next = read(event);
      pile = pile.evolve(next);
      at = next.event().at();
    }
    Contents contents = pile.contents();
    assertThat(contents.queue().threadIds().map(id -> thread(contents, id)).toList())
        .isEqualTo(expected.get("queue").valueStream().map(JsonNode::toString).toList());
    Instant now = at;
    Optional<SessionFacts> session = contents.openSession().filter(open -> open.activeAt(now, GAP));
    JsonNode answered = expected.get("session");
    assertThat(session.isEmpty()).isEqualTo(answered.get("id").isNull());
    session
        .map(open -> SessionView.of(open, new ReaderId(1), null, false, contents::view))
        .ifPresent(view -> assertSession(view, answered));
  }

  private static void assertSession(SessionView view, JsonNode expected) {
    assertThat(view.id()).isEqualTo(new SessionId(expected.get("id").asLong()));
    assertThat(view.startedAt()).hasToString(expected.get("started_at").asString());
    assertThat(view.ladderPath()).isEqualTo(expected.get("ladder_path").asString());
    assertThat(view.currentDie()).isEqualTo(expected.get("current_die").asInt());
    assertThat(String.valueOf(view.manualDie())).isEqualTo(expected.get("manual_die").toString());
    assertThat(String.valueOf(view.pendingThreadId()))
        .isEqualTo(expected.get("pending_thread_id").toString());
    assertThat(String.valueOf(view.lastRolledResult()))
        .isEqualTo(expected.get("last_rolled_result").toString());
    assertThat(view.snoozedThreadIds())
        .isEqualTo(
            expected
                .get("snoozed_thread_ids")
                .valueStream()
                .map(id -> new ThreadId(id.asLong()))
                .toList());
  }

  private static String thread(Contents contents, ThreadId id) {
    ThreadFacts thread = contents.thread(id).orElseThrow();
    return new JsonMapper()
        .writeValueAsString(
            java.util.Arrays.asList(
                thread.id(), thread.title(), thread.issuesRemaining(), thread.lastRating()));
  }

  private RecordedEvent read(JsonNode event) {
    return new RecordedEvent(
        event.get("version").asLong(),
        json.read(
            new StoredEvent(
                event.get("type").asString(),
                event.get("revision").asString(),
                event.get("payload"))),
        ActionType.valueOf(event.get("action").asString().toUpperCase(Locale.ROOT)),
        event.get("action_version").asLong());
  }
}
