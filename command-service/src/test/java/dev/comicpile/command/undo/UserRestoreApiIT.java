package dev.comicpile.command.undo;

import static dev.comicpile.command.Readers.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.StoreIdentity;
import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.command.account.Accounts;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CommandServiceTest
class UserRestoreApiIT {

  @Autowired Readers readers;
  @Autowired Accounts accounts;
  @Autowired PileStreams streams;
  @Autowired StoreIdentity store;
  Api admin;
  Api reader;
  long saga;

  /** Version 1 adds Saga, 2 to 3 are the first roll, 4 is its rating, 5 deletes Saga. */
  @BeforeEach
  void aReaderWhoDeletedTooMuch() {
    String name = "reader-" + UUID.randomUUID();
    admin = readers.admin();
    reader = readers.readerOf(accounts.register(name, name + "@example.org", "correct horse"));
    saga = reader.add("Saga", 5);
    reader.post("/api/roll");
    reader.post("/api/rate", "{\"rating\":4.5,\"issues_read\":2}");
    reader.delete("/api/threads/" + saga);
  }

  private Answer restore(Api by, Object user, Object version) {
    return by.post("/api/admin/users/" + user + "/snapshots/" + version + "/restore");
  }

  private int issues() {
    return reader.put("/api/threads/" + saga, "{}").json().path("issues_remaining").asInt(-1);
  }

  @Test
  void anyVersionThatEndsAnActionIsRestored() {
    Answer rolled = restore(admin, reader.id(), 3);

    assertThat(rolled.status()).isEqualTo(200);
    assertThat(rolled.json().path("user_id").asLong()).isEqualTo(reader.id());
    assertThat(rolled.json().path("pending_thread_id").asLong()).isEqualTo(saga);
    assertThat(issues()).isEqualTo(5);
    Answer added = restore(admin, reader.id(), 1);
    assertThat(added.json().path("id").isNull()).isTrue();
    Answer rated = restore(admin, reader.id(), 4);
    assertThat(rated.json().path("ladder_path").asString()).isEqualTo("6 → 4");
    assertThat(issues()).isEqualTo(3);
  }

  @Test
  void theAnswerNamesTheReadersVersionButLeavesTheAdminsCookieAlone() {
    Answer restored = restore(admin, reader.id(), 3);

    assertThat(restored.version()).isEqualTo(6);
    assertThat(restored.response().headers().map()).doesNotContainKey("set-cookie");
    assertThat(streams.version(idOf(admin))).isZero();
  }

  @Test
  void theVersionThatIsExpectedIsThatOfTheReadersPile() {
    for (Api other : List.of(admin, readers.reader())) {
      assertThat(restoreIfMatch(etag(other, 5)).status()).isEqualTo(412);
    }
    assertThat(restoreIfMatch(etag(reader, 4)).status()).isEqualTo(412);
    assertThat(restoreIfMatch(etag(reader, 5)).version()).isEqualTo(6);
  }

  private Answer restoreIfMatch(String etag) {
    String path = "/api/admin/users/" + reader.id() + "/snapshots/3/restore";
    return admin.send("POST", path, null, "If-Match", etag);
  }

  private String etag(Api of, long version) {
    return "W/\"%s.%s.%s.1\"".formatted(store.storeId(), of.id(), version);
  }

  @Test
  void theStartOfASessionIsRestoredThoughItIsInsideAnAction() {
    Answer started = restore(admin, reader.id(), 2);

    assertThat(started.status()).isEqualTo(200);
    assertThat(started.json().path("active_thread").isNull()).isTrue();
    assertThat(started.json().path("has_restore_point").asBoolean()).isTrue();
  }

  @Test
  void aVersionThatEndsNoActionIsRefused() {
    Api other =
        readers.readerOf(
            accounts.register(
                "o" + UUID.randomUUID(), UUID.randomUUID() + "@example.org", "correct horse"));
    other.add("Saga", 5);
    other.post("/api/roll");
    other.post("/api/roll");
    Answer middle = restore(admin, other.id(), 4);
    assertThat(middle.status()).isEqualTo(400);
    assertThat(middle.detail())
        .isEqualTo("Version 4 ends no action. The action it belongs to ends at version 5.");
    for (long version : new long[] {-1, 0, 6, Long.MAX_VALUE}) {
      Answer none = restore(admin, reader.id(), version);
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.detail())
          .isEqualTo("There is no version " + version + " to restore: the pile is at version 5.");
    }
    assertThat(restore(admin, reader.id(), "x").wrongField()).isEqualTo("path.version wrong_type");
    assertThat(restore(admin, "x", 1).wrongField()).isEqualTo("path.user_id wrong_type");
    assertThat(streams.version(idOf(reader))).isEqualTo(5);
  }

  @Test
  void onlyAReaderIsHelpedAndOnlyByAnAdmin() {
    Answer nobody = restore(admin, 999_999_999, 1);
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.detail()).isEqualTo("User 999999999 not found");
    assertThat(restore(reader, reader.id(), 1).status()).isEqualTo(403);
    assertThat(restore(readers.nobody(), reader.id(), 1).status()).isEqualTo(401);
    assertThat(streams.version(idOf(reader))).isEqualTo(5);
  }
}
