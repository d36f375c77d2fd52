package dev.comicpile.query.history;

import static dev.comicpile.testing.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.eventstore.Checkpoint;
import dev.comicpile.eventstore.CheckpointUpkeep;
import dev.comicpile.eventstore.Checkpoints;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.testing.OnlyInDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever was looked at before and wherever there are checkpoints, the past is what the events
 * say.
 */
class PastPilesIT extends QueryTest {

  @Autowired PastPiles past;
  @Autowired Checkpoints checkpoints;
  @Autowired CheckpointUpkeep upkeep;
  @Autowired JdbcClient jdbc;

  @Test
  void everyVersionIsWhatItWasBeforeAndAfterThereAreCheckpoints() {
    Random chance = new Random(5);
    TestPile pile = new TestPile(chance).play(5_000);
    store(pile);
    assertThat(pile.version()).isGreaterThan(3_000);

    look(pile, chance);
    upkeep.run();
    assertThat(checkpoints.upTo(pile.id(), pile.version())).isGreaterThan(pile.version() - 1_100);
    look(pile, chance);
  }

  /** How far the pile goes is entered a little later on an Axon Server. */
  @Override
  protected void store(TestPile pile) {
    super.store(pile);
    await()
        .until(
            () ->
                jdbc.sql(
                            "select count(*) from event_store.pile where reader_id = ? and version = ?")
                        .params(pile.id().number(), pile.version())
                        .query(Long.class)
                        .single()
                    == 1);
  }

  private void look(TestPile pile, Random chance) {
    for (int look = 0; look < 60; look++) {
      long version = chance.nextLong(pile.version() + 1);
      PastPiles.Folded folded = past.atVersion(pile.id(), version);
      assertThat(folded.version()).isEqualTo(version);
      assertSame(folded.contents(), pile.contentsAt(version));
    }
    assertSame(past.now(pile.id()).contents(), pile.contentsAt(pile.version()));
  }

  /** Of sessions that have ended, none has to be there. */
  private static void assertSame(Contents contents, Contents expected) {
    assertThat(contents.withoutEndedSessions()).isEqualTo(expected.withoutEndedSessions());
    assertThat(contents.openSession()).isEqualTo(expected.openSession());
    assertThat(contents.queue()).isEqualTo(expected.queue());
  }

  @Test
  void everyMomentShowsWholeActionsUpToTheFirstLaterEvent() {
    Random chance = new Random(6);
    TestPile pile = new TestPile(chance).play(2_000);
    store(pile);
    upkeep.run();
    List<RecordedEvent> events = pile.stream();

    for (int look = 0; look < 60; look++) {
      Instant moment = events.get(chance.nextInt(events.size())).event().at();
      long version = 0;
      for (RecordedEvent event : events) {
        if (event.event().at().isAfter(moment)) {
          break;
        }
        version = event.endsAction() ? event.version() : version;
      }
      PastPiles.Folded folded = past.atMoment(pile.id(), moment).wholeActions();
      assertThat(folded.version()).isEqualTo(version);
      assertSame(folded.contents(), pile.contentsAt(version));
    }
  }

  @Test
  void whatIsPlayedAfterALookIsSeenByTheNextOne() {
    TestPile pile = new TestPile(new Random(7)).play(700);
    store(pile);
    past.now(pile.id());

    pile.play(50);
    store(pile);

    assertThat(past.now(pile.id()).version()).isEqualTo(pile.version());
  }

  @Test
  void aCheckpointIsTheWholePileAndWhatStands() {
    TestPile pile = new TestPile(new Random(8)).play(3_000);
    store(pile);
    upkeep.run();
    pile.play(3_000);
    store(pile);
    upkeep.run();

    long version = checkpoints.upTo(pile.id(), pile.version());
    assertThat(version).isGreaterThan(3_000);
    while (version > 0) {
      Checkpoint checkpoint = checkpoints.completeAt(pile.id(), version);
      assertThat(checkpoint.contents()).isEqualTo(pile.contentsAt(version));
      assertThat(checkpoint.contents().openSession())
          .isEqualTo(pile.contentsAt(version).openSession());
      assertThat(checkpoint.standing()).isEqualTo(pile.standingAt(version));
      version = checkpoints.upTo(pile.id(), version - 1);
    }
  }

  @Test
  void checkpointsOfAnotherStreamAreNotUsed() {
    TestPile pile = new TestPile(new Random(9)).play(2_000);
    store(pile);
    upkeep.run();
    long version = checkpoints.upTo(pile.id(), pile.version());
    assertThat(version).isPositive();

    jdbc.sql(
            "update event_store.checkpoint set at = '2000-01-01T00:00:00Z'"
                + " where reader_id = ? and version = ?")
        .params(pile.id().number(), version)
        .update();

    assertThat(checkpoints.upTo(pile.id(), pile.version())).isZero();
    assertSame(past.now(pile.id()).contents(), pile.contentsAt(pile.version()));
  }

  @Test
  @OnlyInDatabase("an Axon Server's events cannot be changed")
  void aPileThatCannotBeReadKeepsNoOtherOneFromGettingCheckpoints() {
    stopFollowing();
    TestPile damaged = new TestPile(new Random(11)).play(800);
    TestPile healthy = new TestPile(new Random(12)).play(800);
    store(damaged);
    store(healthy);
    jdbc.sql("update event_store.domain_event set payload = '{}' where aggregate_identifier = ?")
        .param(damaged.id().toString())
        .update();

    upkeep.run();
    assertThat(checkpoints.upTo(damaged.id(), damaged.version())).isZero();
    assertThat(checkpoints.upTo(healthy.id(), healthy.version())).isPositive();

    forget(damaged);
    startFollowing();
  }

  @Test
  void norDoesOneWhoseLastCheckpointCannotBeRead() {
    stopFollowing();
    TestPile damaged = new TestPile(new Random(13)).play(800);
    store(damaged);
    upkeep.run();
    assertThat(checkpoints.upTo(damaged.id(), damaged.version())).isPositive();
    jdbc.sql("update event_store.domain_event set payload = '{}' where aggregate_identifier = ?")
        .param(damaged.id().toString())
        .update();
    jdbc.sql("update event_store.pile set version = version + 800 where reader_id = ?")
        .param(damaged.id().number())
        .update();
    TestPile healthy = new TestPile(new Random(14)).play(800);
    store(healthy);

    upkeep.run();
    assertThat(checkpoints.upTo(healthy.id(), healthy.version())).isPositive();

    forget(damaged);
    startFollowing();
  }

  private void forget(TestPile pile) {
    jdbc.sql("delete from event_store.pile where reader_id = ?").param(pile.id().number()).update();
  }

  @Test
  void aCheckpointThatIsBrokenOrMissingIsMadeUpForByTheEvents() {
    TestPile pile = new TestPile(new Random(10)).play(4_000);
    store(pile);
    upkeep.run();
    long last = checkpoints.upTo(pile.id(), pile.version());
    long before = checkpoints.upTo(pile.id(), last - 1);
    assertThat(before).isPositive();

    jdbc.sql("delete from event_store.checkpoint where reader_id = ? and version = ?")
        .params(pile.id().number(), before)
        .update();
    assertThat(checkpoints.completeAt(pile.id(), last)).isEqualTo(Checkpoint.START);

    upkeep.run();
    jdbc.sql("update event_store.checkpoint set pile = 'x' where reader_id = ?")
        .param(pile.id().number())
        .update();
    assertThat(checkpoints.at(pile.id(), before)).isEqualTo(Checkpoint.START);
    assertSame(past.now(pile.id()).contents(), pile.contentsAt(pile.version()));
    assertThat(Standing.after(pile.stream())).isEqualTo(pile.standingAt(pile.version()));
  }
}
