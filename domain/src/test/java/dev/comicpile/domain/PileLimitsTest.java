package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileRefusal;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.PileLimits;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How large a pile may become. */
class PileLimitsTest {

  private static final ReaderId R = PileWorld.READER;
  private static final String NOTES = "n".repeat(10_000);

  private final PileWorld world = new PileWorld(new Random(1));

  private void addAsMuchTextAsMayBe() {
    for (int i = 0; i < PileLimits.MOST_CHARACTERS / NOTES.length() - 1; i++) {
      world.send(
          new AddThread(
              R, new Title("T"), new Format("Comic"), new Issues(3), new Notes(NOTES), false));
    }
  }

  @Test
  void moreTextThanMayBeIsRefusedAndAsMuchIsNot() {
    addAsMuchTextAsMayBe();
    long left = PileLimits.MOST_CHARACTERS - world.pile().contents().characters();

    assertThatThrownBy(() -> world.send(add("n".repeat((int) left))))
        .isInstanceOf(PileRefusal.class)
        .hasMessage(
            "The titles, formats, notes and review addresses of a pile have 5,000,000 characters"
                + " at most. Please shorten some first.");

    world.send(add("n".repeat((int) left - "TComic".length())));
    assertThat(world.pile().contents().characters()).isEqualTo(PileLimits.MOST_CHARACTERS);
  }

  private static AddThread add(String notes) {
    return new AddThread(
        R, new Title("T"), new Format("Comic"), new Issues(1), new Notes(notes), false);
  }

  @Test
  void textThatIsShortenedOrGoneCountsNoMore() {
    addAsMuchTextAsMayBe();
    ThreadId thread = world.pile().contents().threads().keySet().iterator().next();
    world.send(new EditThread(R, thread, null, null, null, new Notes("short"), null, null));
    world.send(add(NOTES));
    long full = world.pile().contents().characters();

    world.send(new ClearQueue(R));
    assertThat(world.pile().contents().characters()).isZero();
    world.send(new UndoAction(R, null));
    assertThat(world.pile().contents().characters()).isEqualTo(full);
  }

  @Test
  void moreThreadsThanMayBeAreRefusedAsAWhole() {
    List<ImportThreads.Row> rows =
        Collections.nCopies(
            PileLimits.MOST_THREADS,
            new ImportThreads.Row(new Title("T"), new Format("Comic"), new Issues(1)));
    world.send(new ImportThreads(R, rows));

    assertThatThrownBy(() -> world.send(new ImportThreads(R, rows.subList(0, 2))))
        .isInstanceOf(PileRefusal.class)
        .hasMessage("A pile holds 20,000 threads at most. Please delete some first.");
    assertThat(world.pile().contents().threads()).hasSize(PileLimits.MOST_THREADS);
  }

  /** As one that was stored before there were limits. */
  @Test
  void aPileThatIsBeyondTheLimitsMayStillChange() {
    ThreadFacts wordy = facts(1, "n".repeat(PileLimits.MOST_CHARACTERS));
    Contents tooLong = Contents.EMPTY.evolve(new ThreadAdded(wordy, 1, Scenario.EVENING));
    Contents tooMany =
        Contents.EMPTY.evolve(
            new ThreadsImported(
                LongStream.rangeClosed(1, PileLimits.MOST_THREADS + 1)
                    .mapToObj(id -> facts(id, null))
                    .toList(),
                Scenario.EVENING));

    assertThatCode(() -> PileLimits.require(tooLong, tooLong)).doesNotThrowAnyException();
    assertThatCode(() -> PileLimits.require(tooMany, tooMany)).doesNotThrowAnyException();
  }

  @Test
  void allTextsOfAThreadCount() {
    ThreadFacts thread = facts(1, "notes").withReview("https://a.b", Scenario.EVENING);

    assertThat(Contents.EMPTY.evolve(new ThreadAdded(thread, 1, Scenario.EVENING)).characters())
        .isEqualTo("TComicnoteshttps://a.b".length());
  }

  private static ThreadFacts facts(long id, @Nullable String notes) {
    return new ThreadFacts(
        new ThreadId(id),
        "T",
        "Comic",
        1,
        BigDecimal.valueOf(id),
        null,
        null,
        null,
        null,
        notes,
        false,
        Scenario.EVENING);
  }
}
