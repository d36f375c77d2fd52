package dev.comicpile.command.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class UndoApiIT {

  @Autowired Readers readers;
  Api reader;

  @BeforeEach
  void reader() {
    reader = readers.reader();
  }

  @Test
  void theLatestActionIsTakenBackAndBroughtBack() {
    long saga = reader.add("Saga", 5);
    reader.post("/api/roll");
    Answer undone = reader.post("/api/undo/");

    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.json().at("/undone/0/type").asString()).isEqualTo("roll");
    assertThat(undone.json().at("/undone/0/thread_id").asLong()).isEqualTo(saga);
    assertThat(undone.json().at("/undone/0/undone").asBoolean()).isTrue();
    assertThat(undone.json().path("version").asLong()).isEqualTo(undone.version());
    assertThat(undone.json().at("/session/id").isNull()).isTrue();

    Answer redone = reader.post("/api/undo/redo");
    assertThat(redone.status()).isEqualTo(200);
    assertThat(redone.json().at("/redone/0/undone").asBoolean(true)).isFalse();
    assertThat(redone.json().at("/session/pending_thread_id").asLong()).isEqualTo(saga);
    assertThat(reader.post("/api/undo/redo").detail()).isEqualTo("Nothing to redo");
  }

  @Test
  void thePileIsRestoredToARating() {
    long saga = reader.add("Saga", 5);
    long session = reader.post("/api/session/start").json().path("id").asLong();
    reader.post("/api/roll");
    long rating = reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":2}").version();
    reader.delete("/api/threads/" + saga);
    Answer restored = reader.post("/api/undo/" + session + "/undo/" + rating);

    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json().path("ladder_path").asString()).isEqualTo("6 → 4");
    assertThat(reader.put("/api/threads/" + saga, "{}").json().path("issues_remaining").asInt())
        .isEqualTo(3);
  }

  @Test
  void whatStoodAfterAnyActionStandsAgain() {
    long saga = reader.add("Saga", 5);
    reader.delete("/api/threads/" + saga);
    Answer restored = reader.post("/api/undo/restore", "{\"version\":1}");

    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.json().path("id").isNull()).isTrue();
    assertThat(restored.response().headers().map()).containsKey("set-cookie");
    assertThat(reader.put("/api/threads/" + saga, "{}").status()).isEqualTo(200);
    assertThat(reader.post("/api/undo").json().at("/undone/0/type").asString())
        .isEqualTo("restore");
  }

  @Test
  void aVersionThatEndsNoActionIsRefused() {
    reader.add("Saga", 5);
    reader.post("/api/roll");
    reader.post("/api/roll");

    assertThat(reader.post("/api/undo/restore", "{\"version\":4}").detail())
        .isEqualTo("Version 4 ends no action. The action it belongs to ends at version 5.");
    assertThat(reader.post("/api/undo/restore", "{\"version\":6}").status()).isEqualTo(400);
    assertThat(reader.post("/api/undo/restore", "{}").wrongField())
        .isEqualTo("body.version missing");
  }

  @Test
  void onlyARestorePointOfTheSessionIsOne() {
    reader.add("Saga", 5);
    long session = reader.post("/api/session/start").json().path("id").asLong();

    assertThat(reader.post("/api/undo/" + session + "/undo/1").detail())
        .isEqualTo("Restore point 1 not found in session " + session);
    assertThat(reader.post("/api/undo/" + session + "/undo/2").status()).isEqualTo(200);
    assertThat(readers.reader().post("/api/undo/" + session + "/undo/2").status()).isEqualTo(404);
    assertThat(reader.post("/api/undo/x/undo/2").wrongField())
        .isEqualTo("path.session_id wrong_type");
  }
}
