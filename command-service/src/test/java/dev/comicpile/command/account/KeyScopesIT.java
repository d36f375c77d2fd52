package dev.comicpile.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.web.ApiKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys for programs at the paths of a pile. */
@CommandServiceTest
class KeyScopesIT {

  private static final String THREAD =
      "{\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":3}";

  @Autowired Readers readers;
  @Autowired JdbcClient jdbc;

  private Api owner;

  @BeforeEach
  void anOwner() {
    owner = readers.reader();
    jdbc.sql(
            """
            insert into accounts.account (id, username, username_key, password_hash, created_at)
            values (?, ?, ?, '', now())
            """)
        .params(owner.id(), "owner " + owner.id(), "owner " + owner.id())
        .update();
  }

  private Api key(String scope) {
    String key = "pile_" + OneTimeCode.letters();
    jdbc.sql(
            """
            insert into accounts.api_key (account_id, name, key_hash, scopes, created_at)
            values (?, 'x', ?, ?, now())
            """)
        .params(owner.id(), ApiKeys.hash(key), new String[] {scope})
        .update();
    return Api.of("http://localhost:" + readers.port(), owner.id(), key);
  }

  @Test
  void aKeyForPlayingPlaysItsOwnersPile() {
    Api player = key("play");
    Answer added = player.post("/api/threads/", THREAD);
    assertThat(added.status()).isEqualTo(201);
    assertThat(player.post("/api/roll/").json().path("title").asString()).isEqualTo("Saga");
    assertThat(owner.post("/api/undo/").json().at("/session/pending_thread_id").isNull()).isTrue();
  }

  @Test
  void aKeyForReadingChangesNothing() {
    Api reading = key("read");
    Answer refused = reading.post("/api/threads/", THREAD);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.detail())
        .isEqualTo(
            "This key is not for that: it is for read, as far as its owner may do it, and never for"
                + " the account itself.");
    assertThat(reading.delete("/api/queue/").status()).isEqualTo(403);
    assertThat(reading.post("/api/undo/").status()).isEqualTo(403);
    assertThat(reading.post("/api/nothing").status()).isEqualTo(404);
  }

  @Test
  void noKeyOfAReaderOpensAnAdminsPaths() {
    for (String scope : new String[] {"read", "play", "admin"}) {
      assertThat(key(scope).post("/api/admin/delete-test-data/").status()).isEqualTo(403);
    }
    jdbc.sql("update accounts.account set admin = true where id = ?").param(owner.id()).update();
    assertThat(key("play").post("/api/admin/delete-test-data/").status()).isEqualTo(403);
    assertThat(key("admin").post("/api/admin/delete-test-data/").status()).isEqualTo(200);
    assertThat(key("admin").post("/api/roll/").status()).isEqualTo(403);
  }
}
