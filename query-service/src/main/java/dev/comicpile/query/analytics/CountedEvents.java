package dev.comicpile.query.analytics;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.event.UndoEvent;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Rows;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a run of events adds to the counts of one reader, and what its reversals take from them and
 * bring back to them.
 */
final class CountedEvents {

  /** The format of a reading is its thread's, which is looked up where the run does not tell it. */
  private static final String FORMAT =
      """
      coalesce(r.format, (
          select t.format from views.analytics_thread t
          where t.id = r.thread_id and t.reader_id = r.reader_id))\
      """;

  private static final Rows.Table FACTS =
      Rows.Table.ofUpdate(
          """
          reader_id bigint, version bigint, type text, at timestamptz, die integer, result integer,
          thread_id bigint, format text, issues_read integer, rating double precision,
          undone boolean\
          """,
          """
          insert into views.analytics_fact
            (reader_id, version, type, at, die, result, thread_id, format, issues_read, rating,
             undone)
          select reader_id, version, type, at, die, result, thread_id, FORMAT, issues_read, rating,
                 undone
          from %s as r\
          """
              .replace("FORMAT", FORMAT));

  private static final String ADD_COUNT =
      """
      on conflict (reader_id, type, die, result) do update
      set count = analytics_count.count + excluded.count\
      """;

  private static final Rows.Table COUNTS =
      Rows.Table.of(
          "views.analytics_count",
          "reader_id bigint, type text, die integer, result integer, count bigint",
          ADD_COUNT);

  private static final String ADD_READINGS =
      """
      on conflict (reader_id, format, rating) do update
      set readings = analytics_reading.readings + excluded.readings,
          issues = analytics_reading.issues + excluded.issues\
      """;

  private static final Rows.Table READINGS =
      Rows.Table.ofUpdate(
          """
          reader_id bigint, thread_id bigint, format text, rating double precision,
          readings bigint, issues bigint\
          """,
          """
          insert into views.analytics_reading (reader_id, format, rating, readings, issues)
          select reader_id, FORMAT, rating, sum(readings), sum(issues)
          from %s as r group by 1, 2, 3
          """
                  .replace("FORMAT", FORMAT)
              + ADD_READINGS);

  private static final String ADD_QUARTER =
      """
      on conflict (reader_id, quarter) do update
      set readings = analytics_quarter.readings + excluded.readings,
          issues = analytics_quarter.issues + excluded.issues\
      """;

  private static final Rows.Table QUARTERS =
      Rows.Table.of(
          "views.analytics_quarter",
          "reader_id bigint, quarter integer, readings bigint, issues bigint",
          ADD_QUARTER);

  /**
   * Changes which facts of some ranges stand, and adds or subtracts what those say that are
   * changed; one that is as it should be already does not count.
   */
  private static final String REVERSE =
      """
      with changed as (
        update views.analytics_fact f set undone = r.undone
        from unnest(?::bigint[], ?::bigint[], ?::boolean[]) as r (first, last, undone)
        where f.reader_id = ? and f.version between r.first and r.last and f.undone <> r.undone
        returning f.*, case when f.undone then -1 else 1 end as sign),
      reading as (
        insert into views.analytics_reading (reader_id, format, rating, readings, issues)
        select reader_id, format, coalesce(rating, 0), sum(sign), sum(sign * issues_read)
        from changed where issues_read is not null group by 1, 2, 3
        ADD_READINGS),
      quarter as (
        insert into views.analytics_quarter (reader_id, quarter, readings, issues)
        select reader_id, floor(extract(epoch from at) / 900), sum(sign), sum(sign * issues_read)
        from changed where issues_read is not null group by 1, 2
        ADD_QUARTER)
      insert into views.analytics_count (reader_id, type, die, result, count)
      select reader_id, type, coalesce(die, 0), coalesce(result, 0), sum(sign)
      from changed group by 1, 2, 3, 4
      ADD_COUNT\
      """
          .replace("ADD_READINGS", ADD_READINGS)
          .replace("ADD_QUARTER", ADD_QUARTER)
          .replace("ADD_COUNT", ADD_COUNT);

  private static final int SECONDS_PER_QUARTER = 900;

  private final long readerId;
  private final NavigableMap<Long, Fact> facts = new TreeMap<>();
  private final NavigableMap<Long, Reversed> reversed = new TreeMap<>();
  private final Map<Long, String> formats = new HashMap<>();
  private final long firstVersion;
  private long importCounted;

  /** What these events add. */
  CountedEvents(long readerId, List<RecordedEvent> events) {
    this.readerId = readerId;
    this.firstVersion = events.getFirst().version();
    events.forEach(this::count);
  }

  /**
   * What is counted of one event.
   *
   * @param die of a roll of the dice, like its result
   * @param format null where the thread has kept the one it had before the run
   */
  private record Fact(
      long version,
      String type,
      Instant at,
      @Nullable Integer die,
      @Nullable Integer result,
      @Nullable Long threadId,
      @Nullable String format,
      @Nullable Integer issuesRead,
      @Nullable Double rating,
      boolean undone) {

    Fact standing(boolean stands) {
      return new Fact(
          version, type, at, die, result, threadId, format, issuesRead, rating, !stands);
    }
  }

  /** Versions before the run that in the end no longer stand, or stand again. */
  private record Reversed(long first, long last, boolean undone) {}

  private void count(RecordedEvent recorded) {
    long version = recorded.version();
    PileEvent event = recorded.event();
    switch (event) {
      case ThreadRated e -> add(reading(version, e, e.threadId(), e.issuesRead(), e.rating()));
      case IssuesRead e -> add(reading(version, e, e.threadId(), e.issuesRead(), null));
      case DieRolled e -> add(fact(version, e, e.die().sides(), e.result()));
      case ThreadsImported e -> {
        e.threads().forEach(this::remember);
        // A large import is told by several events, but it is one.
        if (importCounted != recorded.actionVersion()) {
          importCounted = recorded.actionVersion();
          add(fact(version, e, null, null));
        }
      }
      case ThreadAdded e -> {
        remember(e.thread());
        add(fact(version, e, null, null));
      }
      case ThreadEdited e -> {
        remember(e.thread());
        add(fact(version, e, null, null));
      }
      case ReversalContinued e -> remember(e); // more of the one before it
      case Reversal e -> {
        remember(e);
        e.takenBack().forEach(range -> reverse(range, true));
        e.broughtBack().forEach(range -> reverse(range, false));
        add(fact(version, e, null, null));
      }
      default -> add(fact(version, event, null, null));
    }
  }

  private void add(Fact fact) {
    facts.put(fact.version(), fact);
  }

  private static Fact fact(
      long version, PileEvent event, @Nullable Integer die, @Nullable Integer result) {
    return new Fact(
        version, event.type().toString(), event.at(), die, result, null, null, null, null, false);
  }

  private Fact reading(
      long version, PileEvent event, long threadId, int issuesRead, @Nullable Double rating) {
    return new Fact(
        version,
        event.type().toString(),
        event.at(),
        null,
        null,
        threadId,
        formats.get(threadId),
        issuesRead,
        rating,
        false);
  }

  private void remember(UndoEvent event) {
    event.difference().threads().forEach(this::remember);
  }

  private void remember(ThreadFacts thread) {
    formats.put(thread.id(), thread.format());
  }

  private void reverse(VersionRange range, boolean undone) {
    facts
        .subMap(range.first(), true, range.last(), true)
        .replaceAll((version, fact) -> fact.standing(!undone));
    if (range.first() < firstVersion) {
      long last = Math.min(range.last(), firstVersion - 1);
      clear(range.first(), last);
      reversed.put(range.first(), new Reversed(range.first(), last, undone));
    }
  }

  /** Forgets what earlier reversals of the run have said of these versions. */
  private void clear(long first, long last) {
    Map.Entry<Long, Reversed> entry = reversed.floorEntry(last);
    while (entry != null && entry.getValue().last() >= first) {
      Reversed before = entry.getValue();
      reversed.remove(entry.getKey());
      if (before.last() > last) {
        reversed.put(last + 1, new Reversed(last + 1, before.last(), before.undone()));
      }
      if (before.first() < first) {
        reversed.put(before.first(), new Reversed(before.first(), first - 1, before.undone()));
      }
      entry = reversed.lowerEntry(entry.getKey());
    }
  }

  /** Adds what writes them. The threads must still be as they were before the run. */
  void write(Changes changes) {
    if (!reversed.isEmpty()) {
      changes.inOrder();
      changes.run(
          REVERSE,
          column(reversed.values(), Reversed::first, Long[]::new),
          column(reversed.values(), Reversed::last, Long[]::new),
          column(reversed.values(), Reversed::undone, Boolean[]::new),
          readerId);
    }
    Rows rows = new Rows(FACTS);
    for (Fact f : facts.values()) {
      rows.add(
          readerId,
          f.version(),
          f.type(),
          f.at(),
          f.die(),
          f.result(),
          f.threadId(),
          f.format(),
          f.issuesRead(),
          f.rating(),
          f.undone());
    }
    changes.insert(rows);
    count(changes);
    countReadings(changes);
  }

  private record CountKey(String type, int die, int result) {}

  private void count(Changes changes) {
    Map<CountKey, Long> counts = new LinkedHashMap<>();
    for (Fact f : facts.values()) {
      CountKey key =
          new CountKey(
              f.type(),
              Objects.requireNonNullElse(f.die(), 0),
              Objects.requireNonNullElse(f.result(), 0));
      counts.merge(key, f.undone() ? 0L : 1L, Long::sum);
    }
    Rows rows = new Rows(COUNTS);
    counts.forEach((key, count) -> rows.add(readerId, key.type(), key.die(), key.result(), count));
    changes.insert(rows);
  }

  /**
   * Readings and issues that are counted together.
   *
   * @param threadId whose format it is; null where the format is known
   */
  private record ReadingKey(@Nullable Long threadId, @Nullable String format, double rating) {}

  private record Sum(long readings, long issues) {

    static Sum of(Fact reading, int issuesRead) {
      return reading.undone() ? new Sum(0, 0) : new Sum(1, issuesRead);
    }

    Sum and(Sum other) {
      return new Sum(readings + other.readings, issues + other.issues);
    }
  }

  private void countReadings(Changes changes) {
    Map<ReadingKey, Sum> readings = new LinkedHashMap<>();
    Map<Integer, Sum> quarters = new LinkedHashMap<>();
    for (Fact f : facts.values()) {
      Integer issuesRead = f.issuesRead();
      if (issuesRead != null) {
        Sum sum = Sum.of(f, issuesRead);
        Long threadId = f.format() == null ? f.threadId() : null;
        double rating = Objects.requireNonNullElse(f.rating(), 0.0);
        readings.merge(new ReadingKey(threadId, f.format(), rating), sum, Sum::and);
        quarters.merge(
            (int) Math.floorDiv(f.at().getEpochSecond(), SECONDS_PER_QUARTER), sum, Sum::and);
      }
    }
    Rows rows = new Rows(READINGS);
    readings.forEach(
        (key, sum) ->
            rows.add(
                readerId,
                key.threadId(),
                key.format(),
                key.rating(),
                sum.readings(),
                sum.issues()));
    changes.insert(rows);
    Rows quarterRows = new Rows(QUARTERS);
    quarters.forEach(
        (quarter, sum) -> quarterRows.add(readerId, quarter, sum.readings(), sum.issues()));
    changes.insert(quarterRows);
  }

  private static <R, V extends @Nullable Object> V[] column(
      Collection<R> rows, Function<R, V> value, IntFunction<V[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
