package dev.comicpile.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comicpile.api.Format;
import dev.comicpile.api.Issues;
import dev.comicpile.api.Rating;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.Title;
import dev.comicpile.api.command.DiceCommand.ChooseThread;
import dev.comicpile.api.command.DiceCommand.MarkRead;
import dev.comicpile.api.command.DiceCommand.RateThread;
import dev.comicpile.api.command.DiceCommand.RollDie;
import dev.comicpile.api.command.DiceCommand.SnoozeThread;
import dev.comicpile.api.command.SessionCommand.EndSession;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.UndoCommand.RedoAction;
import dev.comicpile.api.command.UndoCommand.RestoreSessionStart;
import dev.comicpile.api.command.UndoCommand.UndoAction;
import dev.comicpile.query.QueryTest;
import dev.comicpile.query.TestPile;
import dev.comicpile.query.analytics.Analytics.DayIssues;
import dev.comicpile.query.analytics.Analytics.Forecast;
import dev.comicpile.query.analytics.Analytics.FormatStats;
import dev.comicpile.query.analytics.Analytics.HourIssues;
import dev.comicpile.query.analytics.Analytics.Streaks;
import dev.comicpile.query.analytics.Analytics.ThreadForecast;
import dev.comicpile.query.analytics.Analytics.WaitingThread;
import dev.comicpile.query.analytics.Analytics.WeekdayIssues;
import dev.comicpile.query.analytics.Metrics.RecentSession;
import dev.comicpile.query.read.ViewAnswers;
import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.ViewName;
import dev.comicpile.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class AnalyticsReadsIT extends QueryTest {

  private static final ZoneId UTC = ZoneId.of("UTC");

  @Autowired AnalyticsQueries queries;
  @Autowired JdbcTemplate jdbc;
  @Autowired Projector projector;

  private final TestPile pile = new TestPile();

  private long add(String title, String format, int issues) {
    pile.send(
        new AddThread(
            pile.id(), new Title(title), new Format(format), new Issues(issues), null, false));
    return Collections.max(pile.pile().contents().threads().keySet()).number();
  }

  private void choose(long threadId) {
    pile.send(new ChooseThread(pile.id(), new ThreadId(threadId), SelectionMethod.OVERRIDE));
  }

  private void rate(long threadId, double rating, int issues) {
    choose(threadId);
    pile.send(new RateThread(pile.id(), new Rating(rating), new Issues(issues), false, null));
  }

  private void read(long threadId, int issues) {
    choose(threadId);
    pile.send(new MarkRead(pile.id(), new Issues(issues), null));
  }

  private void readAt(LocalDateTime time, ZoneId zone, long threadId, int issues) {
    pile.at(time.atZone(zone).toInstant());
    read(threadId, issues);
  }

  private JsonNode analytics() {
    store(pile);
    Answer answer = get(pile, "/api/analytics/");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** The analytics as they would be asked for at that time. */
  private Analytics analytics(ZoneId zone, Instant now) {
    store(pile);
    assertThat(projector.catchUp(ViewName.ANALYTICS, pile.id())).isTrue();
    return ViewAnswers.of(jdbc, queries.at(zone, now), pile.id());
  }

  @Test
  void thePileAndTheReadingAreAnsweredInNumbers() {
    long hellboy = add("Hellboy", "Omnibus", 12);
    long saga = add("Saga", "Trade", 3);
    long short_ = add("Short", "Comic", 1);
    add("Waiting", "Comic", 5);
    pile.pass(Duration.ofSeconds(1));
    rate(hellboy, 4.5, 2);
    rate(saga, 3.5, 1);
    rate(short_, 4.0, 1);
    choose(saga);
    pile.send(new RollDie(pile.id()));
    pile.send(new SnoozeThread(pile.id(), null));

    JsonNode answer = analytics();

    assertThat(answer.propertyNames())
        .containsExactly(
            "total_threads",
            "active_threads",
            "completed_threads",
            "completion_rate",
            "average_session_hours",
            "recent_sessions",
            "event_stats",
            "top_rated_threads",
            "time_zone",
            "ratings_histogram",
            "issues_per_day",
            "issues_per_weekday",
            "formats",
            "dice_histogram",
            "snooze_rate",
            "skip_rate",
            "reading_streaks",
            "longest_waiting_threads",
            "forecast");
    assertThat(answer.get("total_threads").asInt()).isEqualTo(4);
    assertThat(answer.get("active_threads").asInt()).isEqualTo(3);
    assertThat(answer.get("completed_threads").asInt()).isEqualTo(1);
    assertThat(answer.get("completion_rate").asDouble()).isEqualTo(25.0);
    assertThat(answer.get("event_stats").toString())
        .isEqualTo(
            "{\"add\":4,\"rate\":3,\"roll\":5,\"rolled_but_skipped\":1,"
                + "\"session_start\":1,\"snooze\":1}");
    assertThat(answer.get("snooze_rate").asDouble()).isEqualTo(20.0);
    assertThat(answer.get("skip_rate").asDouble()).isEqualTo(20.0);
    assertThat(answer.at("/recent_sessions/0").propertyNames())
        .containsExactly("id", "started_at", "ended_at", "start_die");
    assertThat(answer.at("/recent_sessions/0/ended_at").isNull()).isTrue();
    assertThat(answer.at("/recent_sessions/0/start_die").asInt()).isEqualTo(6);
    assertThat(answer.get("top_rated_threads").toString())
        .isEqualTo(
            """
            [{"id":%s,"title":"Hellboy","rating":4.5,"format":"Omnibus"},\
            {"id":%s,"title":"Short","rating":4.0,"format":"Comic"}]\
            """
                .formatted(hellboy, short_));
    assertThat(answer.get("time_zone").asString()).isEqualTo("UTC");
    assertThat(answer.get("ratings_histogram").findValuesAsString("count"))
        .containsExactly("0", "0", "0", "0", "0", "0", "1", "1", "1", "0");
    assertThat(answer.at("/ratings_histogram/6/rating").asDouble()).isEqualTo(3.5);
    assertThat(answer.get("issues_per_day").size()).isIn(365, 366);
    assertThat(answer.get("issues_per_day").findValuesAsString("issues")).contains("4");
    assertThat(answer.get("issues_per_weekday").findValuesAsString("weekday"))
        .startsWith("monday")
        .endsWith("sunday")
        .hasSize(7);
    assertThat(answer.at("/formats/0").toString())
        .isEqualTo(
            """
            {"format":"Omnibus","threads":1,"active_threads":1,"issues_remaining":10,\
            "issues_read":2,"ratings":1,"average_rating":4.5}\
            """);
    JsonNode dice = answer.get("dice_histogram");
    assertThat(dice.valueStream().map(die -> die.get("die").asInt()))
        .containsExactly(4, 6, 8, 10, 12, 20);
    assertThat(dice.valueStream().mapToInt(die -> die.get("rolls").asInt()).sum())
        .as("picks without a roll are none")
        .isEqualTo(1);
    assertThat(dice.at("/5/results")).hasSize(20);
    assertThat(answer.at("/reading_streaks/longest").asInt()).isEqualTo(1);
    assertThat(answer.at("/longest_waiting_threads/0/title").asString()).isEqualTo("Waiting");
    assertThat(answer.at("/forecast/issues_remaining").asInt()).isEqualTo(17);
    assertThat(answer.at("/forecast/issues_per_day").asDouble()).isEqualTo(4.0);
    assertThat(answer.at("/forecast/threads")).hasSize(3);
    assertThat(answer.at("/forecast/finished_on").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
  }

  @Test
  void theMetricsAreTheFirstEightFiguresAndNothingElse() {
    long hellboy = add("Hellboy", "Omnibus", 12);
    add("Short", "Comic", 1);
    rate(hellboy, 4.5, 2);
    pile.pass(Duration.ofMinutes(30)).send(new RollDie(pile.id()));
    pile.send(new SnoozeThread(pile.id(), null));
    pile.send(new EndSession(pile.id()));
    JsonNode analytics = analytics();

    JsonNode metrics = get(pile, "/api/analytics/metrics").json();

    assertThat(metrics.propertyNames())
        .containsExactly(
            "total_threads",
            "active_threads",
            "completed_threads",
            "completion_rate",
            "average_session_hours",
            "recent_sessions",
            "event_stats",
            "top_rated_threads");
    assertThat(metrics.properties())
        .allSatisfy(
            figure -> assertThat(figure.getValue()).isEqualTo(analytics.get(figure.getKey())));
    assertThat(metrics.get("average_session_hours").asDouble()).isEqualTo(0.5);
  }

  @Test
  void anEmptyPileIsAnsweredWithZeros() {
    Answer answer = get(pile, "/api/analytics");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.get("total_threads").asInt(-1)).isZero();
    assertThat(json.get("completion_rate").asDouble(-1)).isZero();
    assertThat(json.get("average_session_hours").asDouble(-1)).isZero();
    assertThat(json.get("recent_sessions")).isEmpty();
    assertThat(json.get("event_stats").toString()).isEqualTo("{}");
    assertThat(json.get("top_rated_threads")).isEmpty();
    assertThat(json.get("formats")).isEmpty();
    assertThat(json.get("skip_rate").asDouble(-1)).isZero();
    assertThat(json.get("reading_streaks").toString()).isEqualTo("{\"current\":0,\"longest\":0}");
    assertThat(json.get("forecast").toString())
        .isEqualTo(
            """
            {"issues_remaining":0,"issues_per_day":0.0,"finished_on":null,"threads":[]}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/analytics",
        "/api/analytics/",
        "/api/analytics/metrics",
        "/api/analytics/metrics/",
        "/api/analytics?tz=",
        "/api/analytics?tz=Europe/Berlin",
        "/api/analytics?tz=EST"
      })
  void theAnswerNamesItsVersionAndHasNoETag(String path) {
    add("A", "Comic", 1);
    store(pile);

    Answer answer = get(pile, path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("total_threads").asInt()).isEqualTo(1);
    assertThat(answer.header("Pile-Version")).isEqualTo("1");
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nowhere/Atlantis",
        "europe/berlin",
        "%2B01:00",
        "UTC%2B1",
        "CEST",
        "%00",
        "Europe/Berlin'"
      })
  void anUnknownTimeZoneIsNamed(String zone) {
    for (String path : List.of("/api/analytics/", "/api/analytics/metrics")) {
      Answer answer = get(pile, path + "?tz=" + zone);

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("query.tz");
      assertThat(answer.json().at("/errors/0/message").asString())
          .isEqualTo("must be an IANA time zone such as Europe/Berlin");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/analytics/", "/api/analytics/metrics"})
  void withoutATokenThereIsNoAnswer(String path) {
    Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void anotherReadersPileIsNotCounted() {
    long id = add("Mine", "Comic", 9);
    rate(id, 5.0, 1);
    pile.send(new RollDie(pile.id()));
    store(pile);
    TestPile stranger = new TestPile();
    stranger.send(
        new AddThread(
            stranger.id(), new Title("Theirs"), new Format("Trade"), new Issues(2), null, false));
    store(stranger);

    JsonNode theirs = get(stranger, "/api/analytics/").json();

    assertThat(theirs.get("total_threads").asInt()).isEqualTo(1);
    assertThat(theirs.get("event_stats").toString()).isEqualTo("{\"add\":1}");
    assertThat(theirs.get("recent_sessions")).isEmpty();
    assertThat(theirs.get("top_rated_threads")).isEmpty();
    assertThat(theirs.get("ratings_histogram").findValuesAsString("count")).containsOnly("0");
    assertThat(theirs.get("issues_per_day").findValuesAsString("issues")).containsOnly("0");
    assertThat(theirs.get("issues_per_weekday").findValuesAsString("issues")).containsOnly("0");
    assertThat(theirs.get("dice_histogram").findValuesAsString("rolls")).containsOnly("0");
    assertThat(theirs.at("/reading_streaks/longest").asInt()).isZero();
    assertThat(theirs.toString()).contains("Theirs").doesNotContain("Mine");
  }

  @Test
  void whatIsUndoneIsLeftOutAtOnceAndIsBackAfterARedo() {
    long id = add("Saga", "Trade", 9);
    rate(id, 4.5, 3);
    Analytics rated = analytics(UTC, pile.now());
    assertThat(rated.metrics().eventStats()).containsEntry("rate", 1L);

    pile.send(new UndoAction(pile.id(), null));
    Analytics undone = analytics(UTC, pile.now());
    assertThat(undone.metrics().eventStats()).doesNotContainKey("rate").containsEntry("undo", 1L);
    assertThat(undone.metrics().topRatedThreads()).isEmpty();
    assertThat(undone.ratingsHistogram()).allMatch(rating -> rating.count() == 0);
    assertThat(undone.issuesPerDay()).allMatch(day -> day.issues() == 0);
    assertThat(undone.formats()).containsExactly(new FormatStats("Trade", 1, 1, 9, 0, 0, null));
    assertThat(undone.readingStreaks()).isEqualTo(new Streaks(0, 0));
    assertThat(undone.forecast().finishedOn()).isNull();

    pile.send(new RedoAction(pile.id(), null));
    Analytics redone = analytics(UTC, pile.now());
    assertThat(redone)
        .usingRecursiveComparison()
        .ignoringFields("metrics.eventStats")
        .isEqualTo(rated);
    assertThat(redone.metrics().eventStats())
        .containsEntry("rate", 1L)
        .containsEntry("undo", 1L)
        .containsEntry("redo", 1L);
  }

  @Test
  void aRestoreLeavesOutWhatItTakesBackUntilItIsUndoneItself() {
    long id = add("Saga", "Trade", 9);
    rate(id, 4.5, 3);
    SessionId session = Collections.max(pile.pile().contents().sessions().keySet());
    read(id, 2);
    add("Later", "Comic", 1);
    Analytics before = analytics(UTC, pile.now());

    pile.send(new RestoreSessionStart(pile.id(), session));
    Analytics restored = analytics(UTC, pile.now());
    assertThat(restored.metrics().eventStats())
        .containsOnlyKeys("add", "session_start", "restore")
        .containsEntry("add", 1L);
    assertThat(restored.metrics().totalThreads()).isEqualTo(1);
    assertThat(restored.metrics().recentSessions())
        .extracting(RecentSession::id)
        .containsExactly(session);

    pile.send(new UndoAction(pile.id(), null));
    assertThat(analytics(UTC, pile.now()))
        .usingRecursiveComparison()
        .ignoringFields("metrics.eventStats")
        .isEqualTo(before);
  }

  @Test
  void anUndoneSessionIsLeftOut() {
    add("Saga", "Trade", 9);
    pile.send(new RollDie(pile.id()));
    pile.pass(Duration.ofHours(1)).send(new EndSession(pile.id()));
    assertThat(analytics(UTC, pile.now()).metrics().averageSessionHours()).isEqualTo(1.0);
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new UndoAction(pile.id(), null));

    Analytics undone = analytics(UTC, pile.now());

    assertThat(undone.metrics().recentSessions()).isEmpty();
    assertThat(undone.metrics().averageSessionHours()).isZero();
    assertThat(undone.metrics().eventStats()).containsOnlyKeys("add", "undo");
  }

  @Test
  void anIdleSessionIsOverAtItsLastActivity() {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(10));
    pile.at(start);
    long id = add("Saga", "Trade", 9);
    choose(id);
    pile.pass(Duration.ofMinutes(90)).send(new MarkRead(pile.id(), new Issues(1), null));

    JsonNode idle = analytics();

    assertThat(idle.at("/recent_sessions/0/started_at").asString()).isEqualTo(start.toString());
    assertThat(idle.at("/recent_sessions/0/ended_at").asString())
        .isEqualTo(start.plus(Duration.ofMinutes(90)).toString());
    assertThat(idle.get("average_session_hours").asDouble()).isEqualTo(1.5);

    Analytics goingOn = analytics(UTC, start.plus(Duration.ofMinutes(450)));
    assertThat(goingOn.metrics().recentSessions().getFirst().endedAt())
        .as("within the gap")
        .isNull();
    assertThat(goingOn.metrics().averageSessionHours()).isZero();
  }

  @Test
  void onlySessionsOfTheLastSevenDaysAreRecentAndFiveOfThem() {
    pile.at(Instant.parse("2026-03-01T12:00:00Z"));
    long id = add("Saga", "Trade", 99);
    for (int day = 0; day < 10; day++) {
      read(id, 1);
      pile.send(new EndSession(pile.id()));
      pile.pass(Duration.ofDays(1));
    }

    // the latest one started on March 10 at 12:00
    assertThat(analytics(UTC, Instant.parse("2026-03-14T12:00:00Z")).metrics().recentSessions())
        .extracting(session -> session.startedAt().toString())
        .containsExactly(
            "2026-03-10T12:00:00Z",
            "2026-03-09T12:00:00Z",
            "2026-03-08T12:00:00Z",
            "2026-03-07T12:00:00Z");
    assertThat(analytics(UTC, Instant.parse("2026-03-10T13:00:00Z")).metrics().recentSessions())
        .hasSize(5);
  }

  /** Days of 23 and of 25 hours, of half hours, and one that begins an hour late. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2025-10-26",
    "America/New_York, 2026-03-08",
    "Asia/Kolkata, 2026-03-29",
    "Australia/Lord_Howe, 2026-04-05",
    "Pacific/Chatham, 2025-09-28",
    "Africa/Cairo, 2026-04-24",
    "UTC, 2026-03-29"
  })
  void daysAndHoursAreThoseOfTheZone(ZoneId zone, LocalDate day) {
    pile.at(day.minusDays(3).atStartOfDay(zone).toInstant());
    long id = add("Saga", "Trade", 99);
    readAt(day.minusDays(1).atTime(23, 45), zone, id, 1);
    readAt(day.atTime(1, 15), zone, id, 2);
    readAt(day.atTime(23, 45), zone, id, 4);
    readAt(day.plusDays(1).atTime(0, 15), zone, id, 8);

    Analytics answer = analytics(zone, day.plusDays(1).atTime(12, 0).atZone(zone).toInstant());

    assertThat(answer.issuesPerDay())
        .endsWith(
            new DayIssues(day.minusDays(2), 0),
            new DayIssues(day.minusDays(1), 1),
            new DayIssues(day, 6),
            new DayIssues(day.plusDays(1), 8));
    assertThat(answer.readingStreaks()).isEqualTo(new Streaks(3, 3));
    WeekdayIssues weekday = answer.issuesPerWeekday().get(day.getDayOfWeek().getValue() - 1);
    assertThat(weekday.issues()).isEqualTo(6);
    assertThat(weekday.hours())
        .filteredOn(hour -> hour.issues() > 0)
        .containsExactly(new HourIssues(1, 2), new HourIssues(23, 4));
  }

  /** What the view's quarters of an hour rely on. */
  @Test
  void everyClockIsWholeQuartersFromUtcAndChangesAtTheEndOfOne() {
    Instant since = Instant.parse("2023-01-01T00:00:00Z");
    for (String name : ZoneId.getAvailableZoneIds()) {
      ZoneRules rules = ZoneId.of(name).getRules();
      Instant moment = since;
      for (int change = 0; change < 40; change++) {
        assertThat(rules.getOffset(moment).getTotalSeconds() % 900).as(name).isZero();
        ZoneOffsetTransition next = rules.nextTransition(moment);
        if (next == null) {
          break;
        }
        moment = next.getInstant();
        assertThat(moment.getEpochSecond() % 900).as(name).isZero();
      }
    }
  }

  @Test
  void whatWasReadBefore1970IsCountedToo() {
    Instant longAgo = Instant.parse("1969-12-30T23:50:00Z");
    pile.at(longAgo);
    read(add("Saga", "Trade", 9), 1);

    Analytics answer = analytics(UTC, longAgo.plus(Duration.ofDays(1)));

    assertThat(answer.issuesPerDay()).contains(new DayIssues(LocalDate.parse("1969-12-30"), 1));
    assertThat(answer.issuesPerWeekday().get(1).hours().getLast())
        .as("a Tuesday")
        .isEqualTo(new HourIssues(23, 1));
    assertThat(answer.readingStreaks()).isEqualTo(new Streaks(1, 1));
  }

  @Test
  void theSameReadingFallsOnAnotherDayElsewhere() {
    Instant sundayEvening = Instant.parse("2026-03-01T20:00:00Z");
    pile.at(sundayEvening);
    read(add("Saga", "Trade", 9), 1);
    store(pile);

    assertThat(weekdayAndHour("UTC")).isEqualTo("sunday 20");
    assertThat(weekdayAndHour("Europe/Berlin")).isEqualTo("sunday 21");
    assertThat(weekdayAndHour("Asia/Kolkata")).isEqualTo("monday 1");
    assertThat(weekdayAndHour("Pacific/Kiritimati")).isEqualTo("monday 10");
    assertThat(weekdayAndHour("Pacific/Marquesas")).isEqualTo("sunday 10");
  }

  private String weekdayAndHour(String zone) {
    JsonNode answer = get(pile, "/api/analytics/?tz=" + zone).json();
    assertThat(answer.get("time_zone").asString()).isEqualTo(zone);
    return answer
        .get("issues_per_weekday")
        .valueStream()
        .flatMap(
            weekday ->
                weekday
                    .get("hours")
                    .valueStream()
                    .filter(hour -> hour.get("issues").asInt() > 0)
                    .map(hour -> weekday.get("weekday").asString() + " " + hour.get("hour")))
        .collect(Collectors.joining(", "));
  }

  @Test
  void aStreakGoesOnUntilADayHasPassedWithoutReading() {
    LocalDate day = LocalDate.parse("2026-03-02");
    pile.at(day.atStartOfDay(UTC).toInstant());
    long id = add("Saga", "Trade", 99);
    for (int later : new int[] {0, 1, 2, 5, 6}) {
      readAt(day.plusDays(later).atTime(9, 0), UTC, id, 1);
    }

    assertThat(streaksOn(day.plusDays(6))).isEqualTo(new Streaks(2, 3));
    assertThat(streaksOn(day.plusDays(7))).as("not yet today").isEqualTo(new Streaks(2, 3));
    assertThat(streaksOn(day.plusDays(8))).isEqualTo(new Streaks(0, 3));
  }

  private Streaks streaksOn(LocalDate day) {
    return analytics(UTC, day.atTime(12, 0).atZone(UTC).toInstant()).readingStreaks();
  }

  @Test
  void onlyAYearOfDaysIsTold() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    pile.at(now.minus(Duration.ofDays(365)));
    long id = add("Saga", "Trade", 99);
    read(id, 1);
    pile.pass(Duration.ofDays(1));
    read(id, 2);

    List<DayIssues> days = analytics(UTC, now).issuesPerDay();

    assertThat(days).hasSize(365).startsWith(new DayIssues(LocalDate.parse("2025-03-02"), 2));
    assertThat(days.getLast().day()).isEqualTo(LocalDate.parse("2026-03-01"));
  }

  @Test
  void whatWasReadKeepsTheFormatTheThreadHadThen() {
    long id = add("Saga", "Comic", 9);
    rate(id, 4.0, 2);
    pile.send(
        new EditThread(
            pile.id(), new ThreadId(id), null, new Format("Trade"), null, null, null, null));
    rate(id, 3.0, 1);
    read(id, 1);
    long gone = add("Gone", "Omnibus", 4);
    rate(gone, 2.0, 3);
    rate(gone, 2.5, 1);
    pile.send(new DeleteThread(pile.id(), new ThreadId(gone)));

    assertThat(analytics(UTC, pile.now()).formats())
        .containsExactly(
            new FormatStats("Omnibus", 0, 0, 0, 4, 2, 2.25),
            new FormatStats("Trade", 1, 1, 5, 2, 1, 3.0),
            new FormatStats("Comic", 0, 0, 0, 2, 1, 4.0));
  }

  @Test
  void aLargeImportIsOne() {
    pile.send(
        new ImportThreads(
            pile.id(),
            Collections.nCopies(
                1_200,
                new ImportThreads.Row(new Title("Many"), new Format("Trade"), new Issues(2)))));
    assertThat(pile.stream()).hasSizeGreaterThan(1);
    pile.send(new UndoAction(pile.id(), null));
    pile.send(new RedoAction(pile.id(), null));
    assertThat(pile.stream().getLast().event().getClass().getSimpleName())
        .isEqualTo("ReversalContinued");

    Analytics answer = analytics(UTC, pile.now());

    assertThat(answer.metrics().eventStats())
        .containsOnlyKeys("import", "undo", "redo")
        .containsValues(1L)
        .doesNotContainValue(2L);
    assertThat(answer.metrics().activeThreads()).isEqualTo(1_200);
  }

  @Test
  void theThreadsThatWaitLongestAreTold() {
    pile.at(Instant.parse("2026-03-01T22:30:00Z"));
    long read = add("Read", "Trade", 9);
    add("Done", "Trade", 0);
    pile.pass(Duration.ofDays(1));
    long never = add("Never read", "Comic", 1);
    pile.pass(Duration.ofDays(1));
    read(read, 1);

    // three hours after the last reading, but on the next day in Berlin
    assertThat(
            analytics(ZoneId.of("Europe/Berlin"), Instant.parse("2026-03-04T01:30:00Z"))
                .longestWaitingThreads())
        .containsExactly(
            new WaitingThread(
                never, "Never read", "Comic", Instant.parse("2026-03-02T22:30:00Z"), 2),
            new WaitingThread(read, "Read", "Trade", Instant.parse("2026-03-03T22:30:00Z"), 1));
  }

  @Test
  void threadsShareThePaceOfThePileByHowMuchTheyAreRead() {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    pile.at(start);
    long read = add("Read", "Trade", 12);
    long never = add("Never read", "Comic", 4);
    read(read, 2);
    Instant now = start.plus(Duration.ofDays(10));

    // Two issues in ten days. The one that was read gets three turns in four: its ten issues are
    // read when three and a third of the other's are, after 66.7 days; all are after 70.
    assertThat(analytics(UTC, now).forecast())
        .isEqualTo(
            new Forecast(
                14,
                0.2,
                LocalDate.parse("2026-05-20"),
                List.of(
                    new ThreadForecast(read, "Read", 10, LocalDate.parse("2026-05-17")),
                    new ThreadForecast(never, "Never read", 4, LocalDate.parse("2026-05-20")))));

    Forecast firstDay = analytics(UTC, start.plus(Duration.ofHours(1))).forecast();
    assertThat(firstDay.issuesPerDay()).as("never of less than a day").isEqualTo(2.0);
    Forecast muchLater = analytics(UTC, start.plus(Duration.ofDays(31))).forecast();
    assertThat(muchLater.issuesPerDay()).isZero();
    assertThat(muchLater.finishedOn()).isNull();
    assertThat(muchLater.threads()).extracting(ThreadForecast::finishedOn).containsOnlyNulls();
  }

  @Test
  void whatIsACenturyAwayIsNotForetold() {
    pile.at(Instant.parse("2026-03-01T12:00:00Z"));
    long id = add("Short", "Trade", 3);
    long endless = add("Endless", "Comic", Integer.MAX_VALUE);
    read(id, 1);

    Forecast forecast = analytics(UTC, pile.now()).forecast();

    assertThat(forecast.finishedOn()).isNull();
    assertThat(Objects.requireNonNull(forecast.threads().getFirst().finishedOn()))
        .isEqualTo(LocalDate.parse("2026-03-04"));
    assertThat(forecast.threads().getLast())
        .isEqualTo(new ThreadForecast(endless, "Endless", Integer.MAX_VALUE, null));
  }
}
