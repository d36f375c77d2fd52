package dev.comicpile.query.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.portability.format.PileArchive;
import dev.comicpile.portability.format.PileArchive.ArchivedEvent;
import dev.comicpile.query.AccountsOfTests;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.OnlyInDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Everything of every reader, as JSON. */
class JsonExportIT extends QueryTest {

  private static final String PATH = "/api/admin/export/json/";
  private static final Instant REGISTERED = Instant.parse("2025-05-01T12:00:00Z");

  @Autowired JdbcClient jdbc;
  @Autowired PileArchive archive;

  /** Some of them cannot be read. */
  @BeforeEach
  void noPilesOfOtherTests() {
    forgetPiles();
  }

  private void register(TestPile pile, String username) {
    AccountsOfTests.register(jdbc, pile.id(), username, REGISTERED);
  }

  private JsonNode exported(String username) {
    return asAdmin("GET", PATH)
        .json()
        .path("readers")
        .valueStream()
        .filter(reader -> reader.path("username").asString().equals(username))
        .findFirst()
        .orElseThrow();
  }

  private List<RecordedEvent> events(JsonNode reader) {
    List<RecordedEvent> events = new ArrayList<>();
    for (JsonNode event : reader.path("events")) {
      events.add(archive.read(PileArchive.mapper().treeToValue(event, ArchivedEvent.class)));
    }
    return events;
  }

  @Test
  void everyReaderIsExportedWithTheWholeStream() {
    TestPile pile = new TestPile(new Random(11)).withoutTestData().play(400);
    store(pile);
    register(pile, "exported whole");
    TestPile empty = new TestPile();
    register(empty, "exported without a pile");

    Answer answer = asAdmin("GET", PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"comic-pile.json\"");
    assertThat(answer.json().path("format").asString()).isEqualTo("comic-pile");
    assertThat(answer.json().path("version").asInt()).isEqualTo(1);
    assertThat(Instant.parse(answer.json().path("exported_at").asString()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    JsonNode reader = exported("exported whole");
    assertThat(reader.path("registered_at").asString()).isEqualTo("2025-05-01T12:00:00Z");
    assertThat(events(reader)).isEqualTo(pile.stream());
    assertThat(reader.path("events").path(0).propertyNames())
        .containsExactlyInAnyOrder(
            "version", "type", "revision", "action", "action_version", "at", "payload");
    assertThat(exported("exported without a pile").path("events").isEmpty()).isTrue();
    assertThat(answer.body()).doesNotContain("password").doesNotContain("email");
  }

  @Test
  void testDataIsLeftOut() {
    TestPile pile = new TestPile();
    ReaderId id = pile.id();
    pile.send(
        new AddThread(id, new Title("Left out"), new Format("Comic"), new Issues(3), null, true));
    pile.send(new RollDie(id));
    pile.send(
        new AddThread(id, new Title("Kept"), new Format("Comic"), new Issues(3), null, false));
    pile.send(
        new AddThread(
            id, new Title("Left out too"), new Format("Comic"), new Issues(3), null, true));
    pile.send(new UndoAction(id, null));
    store(pile);
    register(pile, "with test data");

    JsonNode reader = exported("with test data");

    assertThat(reader.toString()).contains("Kept").doesNotContain("Left out");
    assertThat(reader.path("events").valueStream().map(e -> e.path("type").asString()))
        .containsExactly("SessionStarted", "ThreadAdded");
    assertThat(reader.path("events").valueStream().map(e -> e.path("version").asLong()))
        .containsExactly(1L, 2L);
    assertThat(reader.at("/events/1/payload/position").asInt()).isEqualTo(1);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void whatCannotBeReadIsMarkedAndKeepsNobodyElseOut() {
    TestPile broken = new TestPile(new Random(13)).withoutTestData().play(100);
    store(broken);
    register(broken, "broken");
    TestPile pile = new TestPile(new Random(12)).withoutTestData().play(400);
    store(pile);
    register(pile, "after it");
    RecordedEvent unreadable = broken.stream().get(broken.stream().size() / 2);
    setType(broken, unreadable.version(), "ThreadLent");
    try {
      JsonNode reader = exported("broken");

      assertThat(reader.path("unreadable_from").asLong()).isEqualTo(unreadable.version());
      assertThat(events(reader))
          .isNotEmpty()
          .isEqualTo(
              broken.stream().stream()
                  .filter(event -> event.actionVersion() < unreadable.version())
                  .toList());
      assertThat(events(exported("after it"))).isEqualTo(pile.stream());
      assertThat(exported("after it").has("unreadable_from")).isFalse();
      assertThat(asAdmin("GET", "/api/admin/export/csv/").status()).isEqualTo(200);
    } finally {
      setType(broken, unreadable.version(), unreadable.event().getClass().getSimpleName());
    }

    assertThat(events(exported("broken"))).isEqualTo(broken.stream());
  }

  private void setType(TestPile pile, long version, String type) {
    jdbc.sql(
            """
            update event_store.domain_event set payload_type = ?
            where aggregate_identifier = ? and sequence_number = ?
            """)
        .params(type, pile.id().toString(), version - 1)
        .update();
  }

  @Test
  void onlyAnAdminMayExport() {
    assertThat(get(new TestPile().id(), PATH).status()).isEqualTo(403);
    assertThat(get(PATH).status()).isEqualTo(401);
  }
}
