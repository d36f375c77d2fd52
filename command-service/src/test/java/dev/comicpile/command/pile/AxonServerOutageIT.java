package dev.comicpile.command.pile;

import static dev.comicpile.command.Readers.idOf;
import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.command.CommandServiceTest;
import dev.comicpile.command.Readers;
import dev.comicpile.eventstore.PileStreams;
import dev.comicpile.testing.Answer;
import dev.comicpile.testing.Api;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestAxonServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An Axon Server that is away takes no writes and loses none. */
@CommandServiceTest
@OnlyOnAxonServer
class AxonServerOutageIT {

  private static final String SAGA =
      "{\"title\":\"Saga\",\"format\":\"Comic\",\"issues_remaining\":3}";

  @Autowired Readers readers;
  @Autowired PileStreams streams;

  private final TestAxonServer server = TestAxonServer.get().orElseThrow();

  @AfterEach
  void bringBack() {
    server.restore();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> readers.nobody().send("GET", "/health", null).status() == 200);
  }

  private static Answer add(Api reader, String key) {
    return reader.send("POST", "/api/threads/", SAGA, "Idempotency-Key", key);
  }

  @Test
  void aWriteIsRefusedWhileItIsAwayAndTakenOnceAfterwards() {
    Api reader = readers.reader();
    assertThat(add(reader, "before").status()).isEqualTo(201);
    server.cut();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> readers.nobody().send("GET", "/health", null).status() == 503);
    Answer away = add(reader, "k");
    assertThat(away.status()).as(away.body()).isEqualTo(503);
    assertThat(away.detail())
        .isEqualTo("The pile cannot be reached at the moment. Please try again soon.");
    assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
    assertThat(readers.nobody().send("GET", "/health", null).json().path("axon_server").asString())
        .isEqualTo("down");

    server.restore();
    Answer taken =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> add(reader, "k"), a -> a.status() == 201);

    assertThat(taken.version()).isEqualTo(2);
    assertThat(add(reader, "k").version()).isEqualTo(2);
    assertThat(streams.version(idOf(reader))).isEqualTo(2);
  }
}
