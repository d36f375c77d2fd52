package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.OnlyOnAxonServer;
import dev.comicpile.testing.TestAxonServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

/** While the Axon Server is away, reads go on, nobody is parked, and nothing is missed. */
@OnlyOnAxonServer
class AxonServerOutageIT extends QueryTest {

  private static final Duration LONG = Duration.ofSeconds(90);

  @Autowired Projector projector;
  @Autowired Cursors cursors;

  private final TestAxonServer server = TestAxonServer.get().orElseThrow();

  @AfterEach
  void bringBack() {
    server.restore();
    startFollowing();
  }

  private static TestPile pileWithAThread() {
    TestPile pile = new TestPile();
    pile.send(
        new AddThread(
            pile.id(), new Title("Saga"), new Format("Comic"), new Issues(3), null, false));
    return pile;
  }

  @Test
  void readsGoOnAndWhatComesAfterwardsIsShown() {
    startFollowing();
    TestPile before = pileWithAThread();
    store(before);
    assertThat(get(before, "/api/threads").json()).hasSize(1);
    server.cut();

    await()
        .atMost(LONG)
        .until(() -> get("/health").json().path("views").asString().equals("cut_off"));
    assertThat(get("/health").status()).isEqualTo(200);
    assertThat(get(before, "/api/threads").json()).hasSize(1);
    assertThat(asAdmin("GET", "/api/admin/projections").status()).isEqualTo(200);
    server.restore();
    await().atMost(LONG).until(() -> get("/health").json().path("views").asString().equals("up"));
    TestPile after = pileWithAThread();
    await().atMost(LONG).ignoreExceptions().until(() -> stored(after));
    for (ViewName view : ViewName.values()) {
      await().atMost(LONG).until(() -> cursors.of(view, after.id()).version() == 1);
    }
  }

  private boolean stored(TestPile pile) {
    store(pile);
    return true;
  }

  @Test
  void aReaderWhoseEventsCannotBeAskedForIsNotParked() {
    stopFollowing();
    TestPile pile = pileWithAThread();
    store(pile);
    server.cut();

    for (ViewName view : ViewName.values()) {
      assertThatThrownBy(() -> projector.catchUp(view, pile.id()))
          .isInstanceOf(DataAccessResourceFailureException.class);
      assertThat(cursors.parked(view))
          .extracting(Cursors.ParkedReader::readerId)
          .doesNotContain(pile.id());
    }
    server.restore();
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> projector.catchUp(ViewName.QUEUE, pile.id()));
    assertThat(cursors.of(ViewName.QUEUE, pile.id()).version()).isEqualTo(1);
  }
}
