package dev.comicpile.query;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.event.AccountEvent.ReaderRegistered;
import dev.comicpile.api.event.AccountEvent.TokensRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the command-service revokes in the shared database holds for reads. */
class RevocationIT extends QueryTest {

  @Autowired JdbcClient jdbc;

  private final TestPile pile = new TestPile();
  private final UUID family = UUID.randomUUID();

  private int status(String token) {
    return withToken(token).get("/api/threads").status();
  }

  @Test
  void revokedTokensAreRefusedWithinASecond() {
    AccountsOfTests.register(jdbc, pile.id(), "ada", Instant.now());
    String token = token(pile.id(), family.toString());
    String other = token(pile.id(), UUID.randomUUID().toString());
    assertThat(status(token)).isEqualTo(200);
    assertThat(status(other)).isEqualTo(200);

    AccountsOfTests.revoke(jdbc, pile.id(), family, Instant.now().plusSeconds(900));

    await().atMost(Duration.ofSeconds(1)).until(() -> status(token) == 401);
    assertThat(status(other)).isEqualTo(200);
  }

  @Test
  void accountEventsOfEarlierVersionsAreIgnored() {
    Instant now = Instant.now();
    append(
        List.of(
            new GenericEventMessage<>(new ReaderRegistered(pile.id(), "ada", now)),
            new GenericEventMessage<>(
                new TokensRevoked(pile.id(), "family", now.plusSeconds(900), now))));
    pile.play(20);
    store(pile);

    assertThat(get(pile, "/api/threads").status()).isEqualTo(200);
    assertThat(status(token(pile.id(), "family"))).isEqualTo(200);
  }
}
