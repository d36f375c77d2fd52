package dev.comicpile.query.view;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.StoreIdentity;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A read that carries a version is answered from a view that has reached it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadWaitIT extends QueryTest {

  @Autowired Projector projector;
  @Autowired StoreIdentity store;

  @BeforeAll
  void nothingIsDelivered() {
    stopFollowing();
  }

  @AfterAll
  void deliverAsUsual() {
    startFollowing();
  }

  private TestPile pileWithOneThread() {
    TestPile pile = new TestPile();
    pile.send(
        new AddThread(pile.id(), new Title("A"), new Format("Comic"), new Issues(1), null, false));
    store(pile);
    return pile;
  }

  private String cookie(ReaderId reader, long version) {
    return "pile_version=" + store.storeId() + "." + reader + "." + version;
  }

  @Test
  void theReadIsWokenWhenTheViewArrives() throws Exception {
    TestPile pile = pileWithOneThread();
    CompletableFuture<Answer> read =
        CompletableFuture.supplyAsync(
            () -> get(pile.id(), "/api/threads", "Cookie", cookie(pile.id(), 1)));
    await().during(Duration.ofMillis(300)).until(() -> !read.isDone());

    projector.catchUp(ViewName.QUEUE, pile.id());

    Answer answer = read.get(1, TimeUnit.SECONDS);
    assertThat(answer.header("Pile-Version")).isEqualTo("1");
    assertThat(answer.json()).hasSize(1);
  }

  @Test
  void afterTheLimitTheReaderIsAskedToComeAgain() {
    TestPile pile = pileWithOneThread();

    Answer answer = get(pile, "/api/threads");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void whoeverPrefersItGetsTheOlderView() {
    TestPile pile = pileWithOneThread();

    Answer answer =
        get(pile.id(), "/api/threads", "Pile-Version", "1", "Prefer", "respond-async, stale-ok");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Pile-Version")).isEqualTo("0");
    assertThat(answer.json()).isEmpty();
  }

  @Test
  void theHigherOfHeaderAndCookieCounts() {
    TestPile pile = pileWithOneThread();
    projector.catchUp(ViewName.QUEUE, pile.id());
    pile.send(
        new AddThread(pile.id(), new Title("B"), new Format("Comic"), new Issues(1), null, false));
    store(pile);

    Answer answer =
        get(pile.id(), "/api/threads", "Pile-Version", "1", "Cookie", cookie(pile.id(), 2));

    assertThat(answer.status()).isEqualTo(503);
  }

  @Test
  void aHeaderBeyondTheStreamTakesNothingFromAGoodCookie() {
    TestPile pile = pileWithOneThread();
    String cookie = cookie(pile.id(), 1);

    for (String header : new String[] {"99", "0"}) {
      Answer answer = get(pile.id(), "/api/threads", "Pile-Version", header, "Cookie", cookie);
      assertThat(answer.status()).isEqualTo(503);
    }
  }

  @Test
  void whatTheStreamDoesNotHoldMakesNoReadWait() {
    TestPile pile = pileWithOneThread();
    projector.catchUp(ViewName.QUEUE, pile.id());
    assertAnsweredAtOnce(pile, "Pile-Version", "99");
    assertAnsweredAtOnce(pile, "Cookie", cookie(pile.id(), 99));
    assertAnsweredAtOnce(pile, "Cookie", cookie(new ReaderId(424242), 99));
    assertAnsweredAtOnce(
        pile, "Cookie", "pile_version=00000000-0000-0000-0000-000000000000." + pile.id() + ".1");
  }

  private void assertAnsweredAtOnce(TestPile pile, String... headers) {
    long before = System.nanoTime();
    Answer answer = get(pile.id(), "/api/threads", headers);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Pile-Version")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aVersionThatIsNoNumberIsBadInput() {
    Answer answer = get(new TestPile().id(), "/api/threads", "Pile-Version", "latest");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("header.Pile-Version");
  }
}
