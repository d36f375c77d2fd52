package dev.comicpile.query.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Years of sessions are paged through without looking at all of them each time. */
class SessionPagesIT extends QueryTest {

  @Test
  void threadsAreLookedForOfTheSessionsOfThePageAlone() {
    TestPile pile = new TestPile();
    for (int i = 0; i < 8; i++) {
      pile.send(
          new AddThread(
              pile.id(), new Title("Comic " + i), new Format("Comic"), new Issues(3), null, false));
    }
    pile.pile()
        .contents()
        .queue()
        .threadIds()
        .forEach(
            id -> {
              pile.send(new ChooseThread(pile.id(), id, SelectionMethod.OVERRIDE));
              pile.pass(Duration.ofHours(7));
            });
    store(pile);
    assertThat(get(pile, "/api/sessions").json()).hasSize(8);

    assertThat(plan(StoredSession.recent(1, 5), pile.id()))
        .filteredOn(line -> line.contains(" on thread t") && !line.contains("never executed"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("loops=1)"));
  }
}
