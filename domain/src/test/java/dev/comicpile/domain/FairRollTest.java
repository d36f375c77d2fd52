package dev.comicpile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FairRollTest {

  private static final int ROLLS = 6_000;

  @Test
  void everyRowOfThePoolComesAboutAsOftenAsAnother() {
    PileWorld world = new PileWorld(new Random(20_260_301));
    for (Comic comic : Comic.values()) {
      world.send(Commands.add(comic, 5));
    }
    Map<Integer, Integer> results = new TreeMap<>();
    for (int i = 0; i < ROLLS; i++) {
      PileEvent last = world.send(Commands.roll()).events().getLast();
      results.merge(((DieRolled) last).result(), 1, Integer::sum);
    }

    assertThat(results).containsOnlyKeys(1, 2, 3, 4, 5, 6);
    assertThat(results.values()).allSatisfy(times -> assertThat(times).isBetween(850, 1_150));
  }
}
