package dev.comicpile.query;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.web.ApiKeys;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys for programs, which the command-service has made, at the paths of reads. */
class KeyReadsIT extends QueryTest {

  @Autowired JdbcClient jdbc;

  private final TestPile pile = new TestPile();

  @BeforeEach
  void anOwner() {
    AccountsOfTests.register(jdbc, pile.id(), "ada", Instant.now());
    pile.play(20);
    store(pile);
  }

  private String key(String scope) {
    String key = "pile_" + scope + pile.id();
    jdbc.sql(
            """
            insert into accounts.api_key (account_id, name, key_hash, scopes, created_at)
            values (?, 'x', ?, ?, now())
            """)
        .params(pile.id().number(), ApiKeys.hash(key), new String[] {scope})
        .update();
    return key;
  }

  private int status(String path, String key) {
    return withToken(key).get(path).status();
  }

  @Test
  void aKeyForReadingReadsItsOwnersPileUntilItIsTakenAway() {
    String key = key("read");
    assertThat(withToken(key).get("/api/threads").body())
        .isEqualTo(get(pile, "/api/threads").body());
    assertThat(status("/api/history/events", key)).isEqualTo(200);
    assertThat(status("/api/admin/users", key)).isEqualTo(403);

    jdbc.sql("delete from accounts.api_key where account_id = ?")
        .param(pile.id().number())
        .update();
    await()
        .atMost(Duration.ofSeconds(3))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> status("/api/threads", key) == 401);
  }

  @Test
  void otherKeysReadNoPile() {
    assertThat(status("/api/threads", key("play"))).isEqualTo(403);
    String admins = key("admin");
    assertThat(status("/api/admin/users", admins)).isEqualTo(403);
    jdbc.sql("update accounts.account set admin = true where id = ?")
        .param(pile.id().number())
        .update();
    await().atMost(Duration.ofSeconds(3)).until(() -> status("/api/admin/users", admins) == 200);
    assertThat(status("/api/threads", admins)).isEqualTo(403);
  }
}
