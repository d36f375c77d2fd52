package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyInDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A pile with something in its stream that this program cannot read, after a restart. */
@CommandServiceTest
@ExtendWith(OutputCaptureExtension.class)
class UnreadablePileIT {

  @Autowired Readers readers;
  @Autowired JdbcClient jdbc;
  @Autowired PileStreams streams;
  @Autowired PileCache cache;

  private Api reader;
  private long saga;
  private long session;

  @BeforeEach
  void pile() {
    reader = readers.reader();
    saga = reader.add("Saga", 5);
    session = reader.post("/api/session/start", "{}").json().path("id").asLong();
    reader.post("/api/threads/" + saga + "/set-pending");
    reader.put("/api/threads/" + saga, "{\"title\":\"Saga I\"}");
  }

  private void change(String set, int version) {
    int changed =
        jdbc.sql(
                "update event_store.domain_event set "
                    + set
                    + " where aggregate_identifier = ? and sequence_number = ?")
            .params(reader.pileId(), version - 1)
            .update();
    assertThat(changed).isOne();
  }

  /** Nothing is in memory any more. */
  private void restart() {
    cache.goBack(idOf(reader), null);
  }

  private static void assertRefused(String command, Answer answer) {
    assertThat(answer.status()).as(command).isEqualTo(503);
    assertThat(answer.detail())
        .isEqualTo(
            "The pile cannot be read: an event of it is damaged, or of a newer version of Comic"
                + " Pile. Whoever runs this server can see why.");
    assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("300");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payload = 'no JSON at all'|1",
        "payload = '{}'|1",
        "payload = '[7]'|2",
        "payload_revision = '99'|2",
        "payload_revision = '1', payload = 'no JSON at all'|2",
        "payload_type = 'ThreadLent'|3",
        "payload_type = 'no type'|3",
        "metadata = 'no JSON at all'|1",
        "metadata = '{}'|2",
        "metadata = '{\"action\":\"lend\",\"action_version\":3}'|3",
      })
  @OnlyInDatabase("it changes stored events by SQL")
  void everyCommandIsRefusedWithASentence(String damage, int version, CapturedOutput log) {
    List<Object> before =
        jdbc.sql(
                "select payload_type, payload_revision, payload, metadata"
                    + " from event_store.domain_event"
                    + " where aggregate_identifier = ? and sequence_number = ?")
            .params(reader.pileId(), version - 1)
            .query(
                (row, number) ->
                    List.of(
                        (Object) row.getString(1),
                        row.getString(2),
                        row.getBytes(3),
                        row.getBytes(4)))
            .single();
    change(damage, version);
    restart();

    String thread = "{\"thread_id\":" + saga + "}";
    String comic = "{\"title\":\"Bone\",\"format\":\"Comic\",\"issues_remaining\":1}";
    String csv = "title,format,issues_remaining\nBone,Comic,1\n";
    assertRefused("roll", reader.post("/api/roll"));
    assertRefused("override", reader.post("/api/roll/override", thread));
    assertRefused("set-pending", reader.post("/api/threads/" + saga + "/set-pending"));
    assertRefused("rate", reader.post("/api/rate", "{\"rating\":4,\"issues_read\":1}"));
    assertRefused("mark-read", reader.post("/api/roll/mark-read", "{}"));
    assertRefused("set-die", reader.post("/api/roll/set-die?die=8"));
    assertRefused("clear-manual-die", reader.post("/api/roll/clear-manual-die"));
    assertRefused("snooze", reader.post("/api/snooze"));
    assertRefused("unsnooze", reader.post("/api/snooze/" + saga + "/unsnooze"));
    assertRefused("unsnooze all", reader.delete("/api/snooze"));
    assertRefused("session start", reader.post("/api/session/start", "{}"));
    assertRefused("session end", reader.post("/api/session/end"));
    assertRefused("add", reader.post("/api/threads", comic));
    assertRefused("edit", reader.put("/api/threads/" + saga, "{\"title\":\"Saga!\"}"));
    assertRefused("delete", reader.delete("/api/threads/" + saga));
    assertRefused(
        "reactivate",
        reader.post("/api/threads/reactivate", "{\"thread_id\":" + saga + ",\"issues_to_add\":1}"));
    assertRefused(
        "import",
        reader.upload("/api/threads/import/csv", "pile.csv", csv.getBytes(StandardCharsets.UTF_8)));
    assertRefused(
        "move", reader.put("/api/queue/threads/" + saga + "/position", "{\"new_position\":1}"));
    assertRefused("clear", reader.delete("/api/queue"));
    assertRefused("undo", reader.post("/api/undo", "{}"));
    assertRefused("redo", reader.post("/api/undo/redo", "{}"));
    assertRefused("restore start", reader.post("/api/sessions/1/restore-session-start"));
    assertRefused("restore", reader.post("/api/undo/1/undo/1"));
    assertThat(streams.version(idOf(reader))).isEqualTo(4);
    assertThat(log.getAll())
        .contains("Reader " + reader.id() + ": version " + version + " cannot be read")
        .doesNotContain("\tat ");

    jdbc.sql(
            "update event_store.domain_event set payload_type = ?, payload_revision = ?,"
                + " payload = ?, metadata = ?"
                + " where aggregate_identifier = ? and sequence_number = ?")
        .params(before)
        .params(reader.pileId(), version - 1)
        .update();
    assertThat(reader.post("/api/rate", "{\"rating\":4,\"issues_read\":1}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"payload = 'no JSON at all'", "payload = '{}'", "metadata = 'none'"})
  @OnlyInDatabase("it changes stored snapshots by SQL")
  void withoutItsSnapshotAPileIsReadFromItsEvents(String damage) {
    for (int i = 0; i < 500; i++) {
      reader.post("/api/roll/set-die?die=" + (i % 2 == 0 ? 8 : 10));
    }
    await()
        .until(
            () ->
                jdbc.sql(
                            "update event_store.snapshot_event set "
                                + damage
                                + " where aggregate_identifier = ?")
                        .param(reader.pileId())
                        .update()
                    > 0);
    restart();

    Answer rated = reader.post("/api/rate", "{\"rating\":4,\"issues_read\":1}");
    assertThat(rated.status()).isEqualTo(200);
    assertThat(rated.version()).isEqualTo(505);
  }

  @Test
  @OnlyInDatabase("it changes stored events by SQL")
  void anUnreadablePastIsNotRestoredAndTheRestGoesOn() {
    reader.post("/api/rate", "{\"rating\":4,\"issues_read\":1}");
    for (int i = 0; i < 150; i++) {
      reader.post("/api/roll/set-die?die=" + (i % 2 == 0 ? 8 : 10));
    }
    change("payload = '{}'", 3);

    assertRefused("restore", reader.post("/api/undo/" + session + "/undo/5"));
    assertThat(reader.post("/api/undo", "{}").status()).isEqualTo(200);
  }
}
