package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Notes;
import dev.comicpile.api.ReaderId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.QueueCommand.ClearQueue;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.api.event.UndoEvent.ActionsUndone;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.pile.Contents;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeUndoTest {

  private static final ReaderId R = PileWorld.READER;

  @Test
  void aVeryLargeDifferenceIsSplitIntoSeveralEventsOfOneAction() {
    PileWorld world = new PileWorld(new Random(1));
    for (int i = 0; i < 200; i++) {
      world.send(
          new AddThread(
              R,
              new Title("Thread " + i),
              new Format("Comic"),
              new Issues(3),
              new Notes("n".repeat(5_000)),
              false));
    }
    Contents full = world.pile().contents();
    world.send(new ClearQueue(R));

    Decision undone = world.send(new UndoAction(R, null));

    assertThat(undone.action()).isEqualTo(ActionType.UNDO);
    assertThat(undone.events()).hasSizeBetween(5, 10);
    assertThat(undone.events().getFirst()).isInstanceOf(ActionsUndone.class);
    assertThat(undone.events().subList(1, undone.events().size()))
        .allMatch(ReversalContinued.class::isInstance);
    assertThat(world.pile().contents()).isEqualTo(full);
    world.reloadFromSnapshot();
    world.send(new RedoAction(R, null));
    assertThat(world.pile().contents().threads()).isEmpty();
    world.send(new UndoAction(R, null));
    assertThat(world.pile().contents()).isEqualTo(full);
  }
}
