package dev.comicpile.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.event.AccountEvent.ReaderRegistered;
import dev.comicpile.api.event.AccountEvent.TokensRevoked;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What reads learn of accounts, by events that may come twice. */
class AccountProjectionTest extends QueryTest {

  @Autowired JdbcClient jdbc;

  private final TestPile pile = new TestPile();

  private static EventMessage<?> event(Object payload) {
    return new GenericEventMessage<>(payload);
  }

  @Test
  void revokedTokensAreRefusedWithinASecond() throws InterruptedException {
    Instant now = Instant.now();
    String token = token(pile.readerId(), "revoked-soon");
    String other = token(pile.readerId(), "stays");
    assertThat(status(token)).isEqualTo(200);
    TokensRevoked revoked =
        new TokensRevoked(pile.readerId(), "revoked-soon", now.plusSeconds(900), now);

    append(List.of(event(revoked), event(revoked)));

    Instant deadline = Instant.now().plus(Duration.ofSeconds(1));
    while (status(token) != 401 && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(status(token)).isEqualTo(401);
    assertThat(status(other)).isEqualTo(200);
  }

  private int status(String token) {
    return send(HttpRequest.newBuilder(uri("/api/threads"))
            .header("Authorization", "Bearer " + token))
        .status();
  }

  @Test
  void readersAreKnownByName() throws InterruptedException {
    ReaderRegistered registered = new ReaderRegistered(pile.readerId(), "ada", Instant.now());

    append(List.of(event(registered), event(registered)));

    Instant deadline = Instant.now().plus(Duration.ofSeconds(5));
    while (names().isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(names()).containsExactly("ada");
  }

  private List<String> names() {
    return jdbc.sql("select username from views.reader where id = ?")
        .param(pile.readerId())
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Test
  void familiesOfTokensThatExpiredLongAgoAreForgotten() throws InterruptedException {
    Instant longAgo = Instant.now().minus(Duration.ofDays(1));
    append(
        List.of(
            event(new TokensRevoked(pile.readerId(), "expired", longAgo, longAgo)),
            event(
                new TokensRevoked(
                    pile.readerId(), "later", Instant.now().plusSeconds(60), longAgo))));

    Instant deadline = Instant.now().plus(Duration.ofSeconds(5));
    while (!families().contains("later") && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(families()).containsExactly("later");
  }

  private List<String> families() {
    return jdbc.sql("select family_id from views.revoked_family where reader_id = ?")
        .param(pile.readerId())
        .query((row, number) -> row.getString(1))
        .list();
  }
}
