package dev.comicpile.query.analytics;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.UndoEvent.ReversalContinued;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Fold;
import dev.comicpile.query.view.Rows;
import dev.comicpile.query.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of events adds to the counts of one reader, and what its reversals take from them and
 * bring back to them.
 */
final class CountedEvents implements View.Run {

  private static final Rows.Table FACTS =
      Rows.Table.of(
          "views.analytics_fact",
          """
          reader_id bigint, version bigint, type text, at timestamptz, die integer, result integer,
          thread_id bigint, format text, issues_read integer, rating double precision,
          undone boolean\
          """,
          "");

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
      Rows.Table.of(
          "views.analytics_reading",
          "reader_id bigint, format text, rating double precision, readings bigint, issues bigint",
          ADD_READINGS);

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

  /** The reader as rows name them. */
  private final long reader;

  private final Changes changes;
  private Rows facts = new Rows(FACTS);
  private final Map<Count, Long> counts = new LinkedHashMap<>();
  private final Map<Reading, Sum> readings = new LinkedHashMap<>();
  private final Map<Integer, Sum> quarters = new LinkedHashMap<>();
  private long importCounted;

  CountedEvents(ReaderId readerId, Changes changes) {
    this.reader = readerId.number();
    this.changes = changes;
  }

  /** Events that are counted together; die and result are 0 but of a roll of the dice. */
  private record Count(String type, int die, int result) {}

  /** Readings that are counted together; the rating is 0 where there was none. */
  private record Reading(String format, double rating) {}

  private record Sum(long readings, long issues) {
    Sum and(Sum other) {
      return new Sum(readings + other.readings, issues + other.issues);
    }
  }

  @Override
  public void take(RecordedEvent recorded, Contents after) {
    switch (recorded.event()) {
      case ThreadRated e ->
          read(recorded, format(after, e.threadId()), e.threadId(), e.issuesRead(), e.rating());
      case IssuesRead e ->
          read(recorded, format(after, e.threadId()), e.threadId(), e.issuesRead(), null);
      case DieRolled e -> {
        facts.add(fact(recorded, e.die().sides(), e.result(), null, null, null, null));
        counts.merge(new Count(type(e), e.die().sides(), e.result()), 1L, Long::sum);
      }
      case ThreadsImported e -> {
        // A large import is told by several events, but it is one.
        if (importCounted != recorded.actionVersion()) {
          importCounted = recorded.actionVersion();
          count(recorded);
        }
      }
      case ReversalContinued e -> {} // more of the one before it
      case Reversal e -> {
        add();
        reverse(e);
        count(recorded);
      }
      default -> count(recorded);
    }
  }

  private static String format(Contents after, ThreadId threadId) {
    return after.thread(threadId).orElseThrow().format();
  }

  private static String type(PileEvent event) {
    return event.type().toString();
  }

  private void count(RecordedEvent recorded) {
    facts.add(fact(recorded, null, null, null, null, null, null));
    counts.merge(new Count(type(recorded.event()), 0, 0), 1L, Long::sum);
  }

  private void read(
      RecordedEvent recorded,
      String format,
      ThreadId threadId,
      int issuesRead,
      @Nullable Double rating) {
    PileEvent event = recorded.event();
    facts.add(fact(recorded, null, null, threadId, format, issuesRead, rating));
    counts.merge(new Count(type(event), 0, 0), 1L, Long::sum);
    Sum sum = new Sum(1, issuesRead);
    readings.merge(new Reading(format, rating == null ? 0 : rating), sum, Sum::and);
    quarters.merge(
        (int) Math.floorDiv(event.at().getEpochSecond(), SECONDS_PER_QUARTER), sum, Sum::and);
  }

  private @Nullable Object[] fact(
      RecordedEvent recorded,
      @Nullable Integer die,
      @Nullable Integer result,
      @Nullable ThreadId threadId,
      @Nullable String format,
      @Nullable Integer issuesRead,
      @Nullable Double rating) {
    PileEvent event = recorded.event();
    return new @Nullable Object[] {
      reader,
      recorded.version(),
      type(event),
      event.at(),
      die,
      result,
      threadId == null ? null : (Long) threadId.number(),
      format,
      issuesRead,
      rating,
      false
    };
  }

  private void reverse(Reversal reversal) {
    changes.inOrder();
    List<VersionRange> ranges =
        Stream.concat(reversal.takenBack().stream(), reversal.broughtBack().stream()).toList();
    Boolean[] undone = new Boolean[ranges.size()];
    for (int i = 0; i < undone.length; i++) {
      undone[i] = i < reversal.takenBack().size();
    }
    changes.run(
        REVERSE,
        ranges.stream().map(VersionRange::first).toArray(Long[]::new),
        ranges.stream().map(VersionRange::last).toArray(Long[]::new),
        undone,
        reader);
  }

  /** Adds what was counted since the last time. */
  private void add() {
    changes.insert(facts);
    facts = new Rows(FACTS);
    Rows sums = new Rows(COUNTS);
    counts.forEach((of, count) -> sums.add(reader, of.type(), of.die(), of.result(), count));
    changes.insert(sums);
    counts.clear();
    Rows read = new Rows(READINGS);
    readings.forEach(
        (of, sum) -> read.add(reader, of.format(), of.rating(), sum.readings(), sum.issues()));
    changes.insert(read);
    readings.clear();
    Rows when = new Rows(QUARTERS);
    quarters.forEach((quarter, sum) -> when.add(reader, quarter, sum.readings(), sum.issues()));
    changes.insert(when);
    quarters.clear();
  }

  @Override
  public void end(Fold fold) {
    add();
    PileTotals.add(reader, fold, changes);
  }
}
