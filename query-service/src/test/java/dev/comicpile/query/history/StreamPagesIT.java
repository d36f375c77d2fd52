package dev.comicpile.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import org.junit.jupiter.api.Test;

/** A long stream is paged through without looking at the rest of it each time. */
class StreamPagesIT extends QueryTest {

  @Test
  void whatIsUndoneIsLookedForAmongTheEventsOfThePageAlone() {
    TestPile pile = new TestPile();

    assertThat(plan(StreamPart.after(10, 5), pile.id()))
        .anyMatch(line -> line.contains("Index Cond") && line.contains("version <="));
  }

  @Test
  void aPageBeyondAllVersionsIsEmpty() {
    TestPile pile = new TestPile().play(20);
    store(pile);

    String beyond = "/api/history/events?after_version=" + Long.MAX_VALUE;
    assertThat(get(pile, beyond).json()).isEmpty();
  }
}
