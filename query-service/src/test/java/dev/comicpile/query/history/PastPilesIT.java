package dev.comicpile.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever was asked for before, the past is what the events say. */
class PastPilesIT extends QueryTest {

  @Autowired PastPiles past;

  @Test
  void everyVersionIsWhatItWasWhateverWasLookedAtBefore() {
    Random chance = new Random(5);
    TestPile pile = new TestPile(chance).play(2_000);
    store(pile);
    assertThat(pile.version()).isGreaterThan(1_500);

    for (int look = 0; look < 60; look++) {
      long version = chance.nextLong(pile.version() + 1);
      PastPiles.Folded folded = past.atVersion(pile.id(), version);
      assertThat(folded.pile().version()).isEqualTo(version);
      assertThat(folded.pile().contents()).isEqualTo(pile.contentsAt(version));
    }
    assertThat(past.now(pile.id()).pile().contents()).isEqualTo(pile.contentsAt(pile.version()));
  }

  @Test
  void everyMomentShowsWholeActionsUpToTheFirstLaterEvent() {
    Random chance = new Random(6);
    TestPile pile = new TestPile(chance).play(2_000);
    store(pile);
    List<RecordedEvent> events = pile.stream();
    past.now(pile.id());

    for (int look = 0; look < 60; look++) {
      Instant moment = events.get(chance.nextInt(events.size())).event().at();
      long version = 0;
      for (RecordedEvent event : events) {
        if (event.event().at().isAfter(moment)) {
          break;
        }
        version = event.endsAction() ? event.version() : version;
      }
      PastPiles.Folded folded = past.atMoment(pile.id(), moment);
      assertThat(folded.complete().contents()).isEqualTo(pile.contentsAt(version));
    }
  }

  @Test
  void whatIsPlayedAfterALookIsSeenByTheNextOne() {
    TestPile pile = new TestPile(new Random(7)).play(700);
    store(pile);
    past.now(pile.id());

    pile.play(50);
    store(pile);

    assertThat(past.now(pile.id()).pile().version()).isEqualTo(pile.version());
  }
}
