package dev.comicpile.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.query.read.ViewAnswers;
import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.ViewName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whatever was played, undone, redone and restored, the analytics are those of what stands. */
class AnalyticsLawIT extends QueryTest {

  /** Whole hours, half ones, and a zone that changes by half an hour. */
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("America/New_York"));

  private static final Set<String> PLAYED = new HashSet<>();

  @Autowired AnalyticsQueries queries;
  @Autowired JdbcTemplate jdbc;
  @Autowired Projector projector;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theAnalyticsEqualAPlainComputationOverTheEventsThatStand(long seed) {
    Random chance = new Random(seed);
    Instant begin = Instant.parse("2025-09-20T08:00:00Z").plusSeconds(chance.nextInt(86_400));
    TestPile pile = new TestPile(chance).at(begin);
    for (int part = 0; part < 30; part++) {
      // Over the change of summer time, with days on which nothing happens.
      pile.pass(Duration.ofMinutes(chance.nextInt(60 * 70)));
      int commands = 8 + chance.nextInt(20);
      boolean oneByOne = chance.nextBoolean();
      for (int command = 0; command < commands; command++) {
        pile.play(1);
        if (oneByOne) {
          store(pile);
        }
      }
      store(pile);
      projector.catchUp(ViewName.ANALYTICS, pile.id());

      Instant asked = pile.pass(Duration.ofHours(chance.nextInt(70))).now();
      ZoneId zone = ZONES.get(chance.nextInt(ZONES.size()));
      assertThat(ViewAnswers.of(jdbc, queries.at(zone, asked), pile.id()))
          .as("part %s in %s at %s", part, zone, asked)
          .isEqualTo(PlainAnalytics.of(pile, zone, asked));
    }
    pile.stream().forEach(event -> PLAYED.add(event.action().toString()));
  }

  @AfterAll
  static void everythingWasPlayed() {
    assertThat(PLAYED).contains("undo", "redo", "restore", "rate", "read", "snooze", "delete");
  }
}
