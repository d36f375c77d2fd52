package dev.comicpile.query.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader's pile and reading in numbers. What was undone is not counted; an undo, a redo and a
 * restore are. Days and times of day are those of the time zone.
 *
 * @param metrics its first figures, in one object with the others
 * @param timeZone the IANA name of the time zone
 * @param ratingsHistogram how often each rating was given, 0.5 to 5.0
 * @param issuesPerDay issues read on each day of a year that ends today, oldest first
 * @param issuesPerWeekday issues read on each weekday and in each hour of it, Monday first
 * @param formats what is in the pile and what was read, most read first
 * @param diceHistogram how often each die was rolled, and what it came up with
 * @param snoozeRate snoozes for each hundred picks, with one decimal; 0 without a pick
 * @param skipRate picks passed over for each hundred picks, with one decimal; 0 without a pick
 * @param longestWaitingThreads active threads not read for longest, 5 at most
 */
record Analytics(
    @JsonUnwrapped Metrics metrics,
    String timeZone,
    List<RatingCount> ratingsHistogram,
    List<DayIssues> issuesPerDay,
    List<WeekdayIssues> issuesPerWeekday,
    List<FormatStats> formats,
    List<DieStats> diceHistogram,
    double snoozeRate,
    double skipRate,
    Streaks readingStreaks,
    List<WaitingThread> longestWaitingThreads,
    Forecast forecast) {

  /** How often a rating was given. */
  record RatingCount(double rating, long count) {}

  /** Issues read on a day. */
  record DayIssues(LocalDate day, long issues) {}

  /**
   * Issues read on a weekday.
   *
   * @param weekday {@code monday} to {@code sunday}
   * @param hours all 24 of them
   */
  record WeekdayIssues(String weekday, long issues, List<HourIssues> hours) {}

  /** Issues read within an hour of the day, 0 to 23. */
  record HourIssues(int hour, long issues) {}

  /**
   * A format.
   *
   * @param threads threads of this format in the pile, completed ones too
   * @param issuesRemaining what is left of them
   * @param issuesRead issues read of threads that had this format then
   * @param ratings how many ratings such threads were given
   * @param averageRating their mean with two decimals; null without any
   */
  record FormatStats(
      String format,
      long threads,
      long activeThreads,
      long issuesRemaining,
      long issuesRead,
      long ratings,
      @Nullable Double averageRating) {}

  /**
   * A die.
   *
   * @param rolls how often it picked a thread; a pick without a roll does not count
   * @param results every row it can come up with
   */
  record DieStats(int die, long rolls, List<ResultCount> results) {}

  /** How often a die came up with a result. */
  record ResultCount(int result, long count) {}

  /**
   * Days in a row with at least one issue read.
   *
   * @param current up to today, or up to yesterday while nothing has been read today
   * @param longest of all time
   */
  record Streaks(int current, int longest) {}

  /**
   * An active thread.
   *
   * @param waitingSince when it was last read; of one never read when it was added
   * @param waitingDays how many midnights ago that was
   */
  record WaitingThread(
      long id, String title, String format, Instant waitingSince, long waitingDays) {}

  /**
   * When the pile will be finished if reading goes on as it did lately.
   *
   * <p>The pace is that of the last 30 days, or since the first reading where that was less than 30
   * days ago, though never of less than a day. The pile is finished once all that remains is read
   * at that pace. Threads share the pace: each gets turns in proportion to 1 + the issues read of
   * it in those 30 days, and what a finished one leaves over goes to the others. So none is
   * finished after the pile, and the last one is finished with it.
   *
   * @param issuesRemaining of all active threads
   * @param issuesPerDay the pace, with two decimals; 0 where nothing was read in 30 days
   * @param finishedOn null without a pace, with nothing left to read, or a century away and more
   * @param threads the active ones, the first to be finished first
   */
  record Forecast(
      long issuesRemaining,
      double issuesPerDay,
      @Nullable LocalDate finishedOn,
      List<ThreadForecast> threads) {}

  /**
   * When a thread will be finished.
   *
   * @param finishedOn null without a pace, or a century away and more
   */
  record ThreadForecast(
      long id, String title, int issuesRemaining, @Nullable LocalDate finishedOn) {}
}
