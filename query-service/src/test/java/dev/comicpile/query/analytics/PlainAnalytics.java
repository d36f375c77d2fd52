package dev.comicpile.query.analytics;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.pile.Standing;
import dev.comicpile.query.TestPile;
import dev.comicpile.query.analytics.Analytics.DayIssues;
import dev.comicpile.query.analytics.Analytics.DieStats;
import dev.comicpile.query.analytics.Analytics.Forecast;
import dev.comicpile.query.analytics.Analytics.FormatStats;
import dev.comicpile.query.analytics.Analytics.HourIssues;
import dev.comicpile.query.analytics.Analytics.RatingCount;
import dev.comicpile.query.analytics.Analytics.ResultCount;
import dev.comicpile.query.analytics.Analytics.Streaks;
import dev.comicpile.query.analytics.Analytics.ThreadForecast;
import dev.comicpile.query.analytics.Analytics.WaitingThread;
import dev.comicpile.query.analytics.Analytics.WeekdayIssues;
import dev.comicpile.query.analytics.Metrics.RatedThread;
import dev.comicpile.query.analytics.Metrics.RecentSession;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The analytics as a plain computation over the events that stand and what the pile holds. */
final class PlainAnalytics {

  private record Reading(
      ThreadId threadId, String format, Instant at, int issues, @Nullable Double rating) {}

  private final Collection<ThreadFacts> threads;
  private final Collection<SessionFacts> sessions;
  private final List<RecordedEvent> standing;
  private final List<Reading> readings = new ArrayList<>();
  private final ZoneId zone;
  private final Instant now;

  private PlainAnalytics(TestPile pile, ZoneId zone, Instant now) {
    this.threads = pile.pile().contents().threads().values();
    this.sessions = pile.pile().contents().sessions().values();
    this.zone = zone;
    this.now = now;
    Standing stands = Standing.after(pile.stream());
    this.standing =
        pile.stream().stream()
            .filter(
                recorded ->
                    switch (recorded.action()) {
                      case UNDO, REDO -> true;
                      default -> stands.contains(recorded.version());
                    })
            .toList();
    for (RecordedEvent recorded : standing) {
      switch (recorded.event()) {
        case ThreadRated e ->
            readings.add(
                new Reading(
                    e.threadId(),
                    formatBefore(pile, recorded.version(), e.threadId()),
                    e.at(),
                    e.issuesRead(),
                    e.rating()));
        case IssuesRead e ->
            readings.add(
                new Reading(
                    e.threadId(),
                    formatBefore(pile, recorded.version(), e.threadId()),
                    e.at(),
                    e.issuesRead(),
                    null));
        default -> {}
      }
    }
  }

  private static String formatBefore(TestPile pile, long version, ThreadId threadId) {
    return pile.contentsAt(version - 1).thread(threadId).orElseThrow().format();
  }

  static Analytics of(TestPile pile, ZoneId zone, Instant now) {
    return new PlainAnalytics(pile, zone, now).analytics();
  }

  private Analytics analytics() {
    Map<String, Long> events = events();
    long picks = events.getOrDefault("roll", 0L);
    return new Analytics(
        metrics(),
        zone.getId(),
        IntStream.rangeClosed(1, 10)
            .mapToObj(
                step ->
                    new RatingCount(
                        step / 2.0,
                        readings.stream()
                            .filter(r -> r.rating() != null && r.rating() == step / 2.0)
                            .count()))
            .toList(),
        today()
            .minusYears(1)
            .plusDays(1)
            .datesUntil(today().plusDays(1))
            .map(day -> new DayIssues(day, issues(r -> local(r).toLocalDate().equals(day))))
            .toList(),
        Arrays.stream(DayOfWeek.values()).map(this::weekday).toList(),
        formats(),
        Arrays.stream(Die.values()).map(this::die).toList(),
        percent(events.getOrDefault("snooze", 0L), picks),
        percent(events.getOrDefault("rolled_but_skipped", 0L), picks),
        streaks(),
        threads.stream()
            .filter(thread -> !thread.completed())
            .sorted(comparing(PlainAnalytics::waitingSince).thenComparing(ThreadFacts::id))
            .limit(5)
            .map(
                t ->
                    new WaitingThread(
                        t.id().number(),
                        t.title(),
                        t.format(),
                        waitingSince(t),
                        ChronoUnit.DAYS.between(
                            waitingSince(t).atZone(zone).toLocalDate(), today())))
            .toList(),
        forecast());
  }

  private Metrics metrics() {
    long active = threads.stream().filter(thread -> !thread.completed()).count();
    long completed = threads.size() - active;
    return new Metrics(
        threads.size(),
        active,
        completed,
        percent(completed, threads.size()),
        hundredths(
            sessions.stream()
                    .filter(session -> endOf(session) != null)
                    .mapToLong(s -> Duration.between(s.startedAt(), endOf(s)).toMillis())
                    .average()
                    .orElse(0)
                / 3_600_000),
        recentSessions(),
        events(),
        threads.stream()
            .filter(thread -> thread.lastRating() != null && thread.lastRating() >= 4)
            .sorted(
                comparing(ThreadFacts::lastRating)
                    .thenComparing(ThreadFacts::lastActivityAt)
                    .thenComparing(ThreadFacts::id)
                    .reversed())
            .limit(5)
            .map(
                t ->
                    new RatedThread(
                        t.id().number(), t.title(), requireNonNull(t.lastRating()), t.format()))
            .toList());
  }

  private Map<String, Long> events() {
    return standing.stream()
        .collect(groupingBy(r -> r.event().type().toString(), TreeMap::new, counting()));
  }

  private LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  private ZonedDateTime local(Reading reading) {
    return reading.at().atZone(zone);
  }

  private long issues(Predicate<Reading> which) {
    return readings.stream().filter(which).mapToLong(Reading::issues).sum();
  }

  private @Nullable Instant endOf(SessionFacts session) {
    Instant idle = session.lastActivityAt().plus(PileRules.DEFAULTS.sessionGap());
    return session.endedAt() == null && idle.isBefore(now)
        ? session.lastActivityAt()
        : session.endedAt();
  }

  private List<RecentSession> recentSessions() {
    Instant since = now.atZone(zone).minusDays(7).toInstant();
    return sessions.stream()
        .filter(session -> !session.startedAt().isBefore(since))
        .sorted(comparing(SessionFacts::startedAt).thenComparing(SessionFacts::id).reversed())
        .limit(5)
        .map(s -> new RecentSession(s.id(), s.startedAt(), endOf(s), s.startDie().sides()))
        .toList();
  }

  private WeekdayIssues weekday(DayOfWeek day) {
    return new WeekdayIssues(
        day.name().toLowerCase(Locale.ROOT),
        issues(r -> local(r).getDayOfWeek() == day),
        IntStream.range(0, 24)
            .mapToObj(
                hour ->
                    new HourIssues(
                        hour,
                        issues(r -> local(r).getDayOfWeek() == day && local(r).getHour() == hour)))
            .toList());
  }

  private List<FormatStats> formats() {
    Set<String> formats = new TreeSet<>();
    threads.forEach(thread -> formats.add(thread.format()));
    readings.forEach(reading -> formats.add(reading.format()));
    return formats.stream()
        .map(this::format)
        .sorted(
            comparingLong(FormatStats::issuesRead)
                .thenComparingLong(FormatStats::threads)
                .reversed()
                .thenComparing(FormatStats::format))
        .toList();
  }

  private FormatStats format(String format) {
    List<ThreadFacts> held = threads.stream().filter(t -> t.format().equals(format)).toList();
    List<Double> ratings =
        readings.stream()
            .filter(r -> r.format().equals(format))
            .flatMap(r -> Stream.ofNullable(r.rating()))
            .toList();
    return new FormatStats(
        format,
        held.size(),
        held.stream().filter(thread -> !thread.completed()).count(),
        held.stream().mapToLong(ThreadFacts::issuesRemaining).sum(),
        issues(r -> r.format().equals(format)),
        ratings.size(),
        ratings.isEmpty()
            ? null
            : (Double) hundredths(ratings.stream().mapToDouble(r -> r).average().orElseThrow()));
  }

  private DieStats die(Die die) {
    List<DieRolled> rolls =
        standing.stream()
            .map(RecordedEvent::event)
            .filter(DieRolled.class::isInstance)
            .map(DieRolled.class::cast)
            .filter(roll -> roll.die() == die)
            .toList();
    return new DieStats(
        die.sides(),
        rolls.size(),
        IntStream.rangeClosed(1, die.sides())
            .mapToObj(
                result ->
                    new ResultCount(
                        result, rolls.stream().filter(r -> r.result() == result).count()))
            .toList());
  }

  private Streaks streaks() {
    TreeSet<LocalDate> days = new TreeSet<>();
    readings.forEach(reading -> days.add(local(reading).toLocalDate()));
    int longest = 0;
    int streak = 0;
    for (LocalDate day : days) {
      streak = days.contains(day.minusDays(1)) ? streak + 1 : 1;
      longest = Math.max(longest, streak);
    }
    boolean goesOn = !days.isEmpty() && !days.last().isBefore(today().minusDays(1));
    return new Streaks(goesOn ? streak : 0, longest);
  }

  private static Instant waitingSince(ThreadFacts thread) {
    return thread.lastActivityAt() == null ? thread.createdAt() : thread.lastActivityAt();
  }

  private Forecast forecast() {
    Instant window = now.minus(Duration.ofDays(30));
    List<Reading> lately = readings.stream().filter(r -> !r.at().isBefore(window)).toList();
    Instant first =
        readings.stream().map(Reading::at).min(Comparator.naturalOrder()).orElse(window);
    Instant since = first.isBefore(window) ? window : first;
    double days = Math.max(1, Duration.between(since, now).toMillis() / 86_400_000.0);
    double pace = lately.stream().mapToDouble(Reading::issues).sum() / days;
    Map<ThreadId, Long> issuesLately =
        lately.stream().collect(groupingBy(Reading::threadId, summingLong(Reading::issues)));
    List<ThreadFacts> active = threads.stream().filter(thread -> !thread.completed()).toList();
    Map<ThreadId, Long> weights =
        active.stream()
            .collect(toMap(ThreadFacts::id, t -> 1 + issuesLately.getOrDefault(t.id(), 0L)));
    long remaining = active.stream().mapToLong(ThreadFacts::issuesRemaining).sum();
    return new Forecast(
        remaining,
        hundredths(pace),
        active.isEmpty() ? null : day((double) remaining, pace),
        active.stream()
            .sorted(
                comparingDouble((ThreadFacts t) -> rounds(t, weights))
                    .thenComparing(ThreadFacts::id))
            .map(
                thread ->
                    new ThreadForecast(
                        thread.id().number(),
                        thread.title(),
                        thread.issuesRemaining(),
                        day(issuesAfter(rounds(thread, weights), active, weights), pace)))
            .toList());
  }

  private static double rounds(ThreadFacts thread, Map<ThreadId, Long> weights) {
    return (double) thread.issuesRemaining() / requireNonNull(weights.get(thread.id()));
  }

  /** What has been read of all threads after so many rounds. */
  private static double issuesAfter(
      double rounds, List<ThreadFacts> active, Map<ThreadId, Long> weights) {
    return active.stream()
        .mapToDouble(
            t -> Math.min(t.issuesRemaining(), rounds * requireNonNull(weights.get(t.id()))))
        .sum();
  }

  private @Nullable LocalDate day(double issues, double pace) {
    double days = issues / pace;
    return pace > 0 && days <= 36_525
        ? now.plusMillis((long) (days * 86_400_000)).atZone(zone).toLocalDate()
        : null;
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : Math.round(1000.0 * part / whole) / 10.0;
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
