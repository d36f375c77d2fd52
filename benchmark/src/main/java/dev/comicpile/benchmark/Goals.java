package dev.comicpile.benchmark;

import static dev.comicpile.benchmark.report.Goal.Part.atLeast;
import static dev.comicpile.benchmark.report.Goal.Part.atMost;
import static dev.comicpile.benchmark.report.Goal.Part.said;

import dev.comicpile.benchmark.load.Play;
import dev.comicpile.benchmark.load.Plays;
import dev.comicpile.benchmark.report.Figures;
import dev.comicpile.benchmark.report.Goal;
import dev.comicpile.benchmark.report.Goal.Part;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** What the figures are to reach. */
final class Goals {

  private static final String MS = " ms";

  static final List<Goal> ALL =
      List.of(
          Goal.of(
              "turn (7 requests): CPU",
              atMost("warm", 8, MS, warm(Plays.TURN)),
              atMost("busy", 8, MS, busy(Plays.TURN)),
              atMost(
                  "in the first 200 requests",
                  25,
                  MS,
                  figure(Sections.FIRST_200, Plays.TURN.row(), Columns.CPU))),
          Goal.of(
              "roll, rate, edit: CPU, projections included, 16 readers",
              atMost("roll", 1.2, MS, warm(Plays.ROLL)),
              atMost("roll, busy", 1.2, MS, busy(Plays.ROLL)),
              atMost("rate", 1.2, MS, warm(Plays.RATE)),
              atMost("rate, busy", 1.2, MS, busy(Plays.RATE)),
              atMost("edit", 1.2, MS, warm(Plays.EDIT)),
              atMost("edit, busy", 1.2, MS, busy(Plays.EDIT))),
          Goal.of(
              "one reader, one request after another, the 200th to the 1,000th after a start: CPU",
              atMost("roll", 5, MS, atHome(Plays.ROLL)),
              atMost("session", 1.5, MS, atHome(Plays.SESSION)),
              atMost("pool", 1.5, MS, atHome(Plays.POOL))),
          Goal.of(
              "two services behind the gateway: turn, all processes, against one process",
              atMost("on PostgreSQL", 1.6, " x", apart(TwoServices.ON_POSTGRES)),
              atMost("on Axon Server", 2.5, " x", apart(TwoServices.ON_AXON_SERVER))),
          new Goal("threads of 100, queue, session, pool: CPU", reads()),
          Goal.of(
              "metrics: CPU",
              atMost("1,000 events", 1.5, MS, large(LongStreams.METRICS_OF_1_000)),
              atMost("100,000 events", 2, MS, large(LongStreams.METRICS_OF_100_000))),
          Goal.of(
              "throughput of rolls at 16 readers, against floor W",
              atLeast(
                  "",
                  0.4,
                  " x",
                  ratio(
                      figure(Sections.SPEED, WarmRequests.FAST_ROLLS, Columns.PER_SECOND),
                      figure(Sections.FLOORS, WarmRequests.INSERTS_OF_16, Columns.PER_SECOND)))),
          Goal.of(
              "one reader, one command after another: median, against floor W",
              atMost(
                  "",
                  3,
                  " x",
                  ratio(
                      figure(Sections.SPEED, WarmRequests.ROLLS_ALONE, Columns.MEDIAN),
                      figure(Sections.FLOORS, WarmRequests.INSERTS_OF_ONE, Columns.MEDIAN)))),
          Goal.of(
              "lag to read one's own write at 16 readers, the slowest view",
              atMost("p50", 5, MS, slowest(Sections.LAG, Columns.MEDIAN)),
              atMost("p99", 40, MS, slowest(Sections.LAG, Columns.P99))),
          Goal.of(
              "a command on a pile of 10,000 threads against one of 10: CPU",
              atMost(
                  "",
                  2,
                  " x",
                  ratio(large(LongStreams.command(10_000)), large(LongStreams.command(10))))),
          Goal.of(
              "undo across 10,000 events",
              atMost("restore", 100, MS, largeMedian(LongStreams.RESTORE)),
              atMost("undo of it", 100, MS, largeMedian(LongStreams.UNDO))),
          Goal.of(
              "state at any version of 100,000 events: CPU",
              atMost("any", 100, MS, large(LongStreams.STATE_ANYWHERE)),
              atMost("next to one asked for before", 20, MS, large(LongStreams.STATE_NEARBY))),
          new Goal("replay against the bare batched inserts", replays()),
          Goal.of(
              "start",
              atMost("on an existing directory", 5, " s", start(Starts.EXISTING, Columns.SECONDS)),
              atMost("with", 8, " CPU-seconds", start(Starts.EXISTING, Columns.CPU_SECONDS)),
              atMost("first", 8, " s", start(Starts.EMPTY, Columns.SECONDS))),
          Goal.of(
              "JVM resident",
              atMost("idle", 300, " MB", memory(IdleProgram.MEMORY)),
              atMost("after the load", 400, " MB", memory(WarmRequests.MEMORY)),
              said("limit of the heap", " MB", memory(WarmRequests.HEAP_LIMIT))),
          Goal.of(
              "CPU of a program that nobody uses, PostgreSQL included",
              atMost(
                  "",
                  0.5,
                  " % of a core",
                  figure(Sections.IDLE, IdleProgram.ROW, IdleProgram.BOTH))),
          Goal.of(
              "an evening at home: a start and 1,000 requests, all processes",
              atMost(
                  "", 20, " CPU-seconds", figure(Sections.EVENING, "both", Columns.CPU_SECONDS))),
          Goal.of(
              "warm, in a flight recording",
              atMost(
                  "platform threads blocked on I/O",
                  0,
                  "",
                  figure(Sections.WAITS, WarmRequests.BLOCKED, Columns.TIMES)),
              atMost(
                  "pinned virtual threads",
                  0,
                  "",
                  figure(Sections.WAITS, WarmRequests.PINNED, Columns.TIMES))));

  private Goals() {}

  private static List<Part> reads() {
    return List.of(
            reads("threads", Plays.THREADS),
            reads("queue", Plays.QUEUE),
            reads("session", Plays.SESSION),
            reads("pool", Plays.POOL))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Part> reads(String name, Play play) {
    Function<Figures, OptionalDouble> cpu = warm(play);
    Function<Figures, OptionalDouble> floor =
        figure(Sections.FLOORS, ReadFloor.row(name), Columns.CPU);
    return List.of(
        atMost(name, 1, MS, cpu),
        atMost(name + ", busy", 1, MS, busy(play)),
        atMost(name, 1.5, " x R", ratio(cpu, floor)));
  }

  private static List<Part> replays() {
    return List.of("queue", "history", "analytics").stream()
        .map(view -> atLeast(view, 0.5, " x", figure(Sections.REPLAY, view, Columns.OF_BARE)))
        .toList();
  }

  private static Function<Figures, OptionalDouble> figure(
      String section, String row, String column) {
    return figures -> figures.get(section, row, column);
  }

  private static Function<Figures, OptionalDouble> warm(Play play) {
    return figure(Sections.WARM, play.row(), Columns.CPU);
  }

  private static Function<Figures, OptionalDouble> busy(Play play) {
    return figure(Sections.BUSY, play.row(), Columns.CPU);
  }

  private static Function<Figures, OptionalDouble> atHome(Play play) {
    return figure(Sections.AT_HOME, play.row(), Columns.CPU);
  }

  private static Function<Figures, OptionalDouble> large(String row) {
    return figure(Sections.LARGE, row, Columns.CPU);
  }

  private static Function<Figures, OptionalDouble> largeMedian(String row) {
    return figure(Sections.LARGE, row, Columns.MEDIAN);
  }

  private static Function<Figures, OptionalDouble> start(String row, String column) {
    return figure(Sections.START, row, column);
  }

  private static Function<Figures, OptionalDouble> memory(String row) {
    return figure(Sections.MEMORY, row, Columns.MEGABYTES);
  }

  private static Function<Figures, OptionalDouble> apart(String row) {
    return ratio(figure(Sections.APART, row, Columns.CPU), warm(Plays.TURN));
  }

  private static Function<Figures, OptionalDouble> slowest(String section, String column) {
    return figures ->
        figures.rows(section).stream()
            .map(row -> figures.get(section, row, column))
            .flatMapToDouble(OptionalDouble::stream)
            .max();
  }

  private static Function<Figures, OptionalDouble> ratio(
      Function<Figures, OptionalDouble> one, Function<Figures, OptionalDouble> other) {
    DoubleBinaryOperator divided = (left, right) -> left / right;
    return figures -> {
      OptionalDouble left = one.apply(figures);
      OptionalDouble right = other.apply(figures);
      return left.isPresent() && right.isPresent()
          ? OptionalDouble.of(divided.applyAsDouble(left.getAsDouble(), right.getAsDouble()))
          : OptionalDouble.empty();
    };
  }
}
