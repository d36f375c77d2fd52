package dev.comicpile.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.query.TestPile;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ChangeTest {

  private final TestPile pile = new TestPile();

  private void importThreads(int count) {
    pile.send(
        new ImportThreads(
            pile.id(),
            Collections.nCopies(
                count,
                new ImportThreads.Row(new Title("Comic"), new Format("Comic"), new Issues(1)))));
  }

  private void add() {
    pile.send(
        new AddThread(
            pile.id(), new Title("Comic"), new Format("Comic"), new Issues(1), null, false));
  }

  @Test
  void asManyThreadsAsAreNamedAreNamedEachOnce() {
    importThreads(Change.MOST_THREADS - 1);
    add();

    Change change = Change.of(pile.stream());

    assertThat(change.threadIds()).hasSize(Change.MOST_THREADS);
    assertThat(change.types()).containsExactly("add", "import");
  }

  @Test
  void ofMoreThreadsNoneIsNamedWhateverFollows() {
    importThreads(Change.MOST_THREADS + 1);
    add();

    Change change = Change.of(pile.stream());

    assertThat(change.threadIds()).isEmpty();
    assertThat(change.version()).isEqualTo(pile.version());
  }
}
