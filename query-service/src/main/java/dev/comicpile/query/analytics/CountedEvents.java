package dev.comicpile.query.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.comicpile.api.ActionType;
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
import dev.comicpile.eventstore.FactsJson;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Fold;
import dev.comicpile.query.view.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of events adds to the counts of one reader, and what its reversals take from them and
 * bring back to them.
 */
final class CountedEvents implements View.Run {

  /** Adds facts, all of which stand. */
  private static final String ADD =
      "counted as ("
          + Changes.into(
              "views.analytics_fact",
              "version, type, at, die, result, thread_id, format, issues_read, rating, undone",
              "returning *, 1 as sign")
          + ")";

  /** Changes which facts of some ranges stand; one that is as it should be does not count. */
  private static final String REVERSE =
      """
      counted as (
        update views.analytics_fact f set undone = r.undone
        from unnest(?::bigint[], ?::bigint[], ?::boolean[]) as r (first, last, undone)
        where f.reader_id = ? and f.version between r.first and r.last and f.undone <> r.undone
        returning f.*, case when f.undone then -1 else 1 end as sign)\
      """;

  /** Adds up what was read, by format and rating and by quarters of an hour. */
  private static final String READINGS =
      """
      , reading as (
        insert into views.analytics_reading as a (reader_id, format, rating, readings, issues)
        select reader_id, format, coalesce(rating, 0), sum(sign), sum(sign * issues_read)
        from counted where issues_read is not null group by 1, 2, 3
        on conflict (reader_id, format, rating) do update
        set readings = a.readings + excluded.readings, issues = a.issues + excluded.issues),
      quarter as (
        insert into views.analytics_quarter as a (reader_id, quarter, readings, issues)
        select reader_id, floor(extract(epoch from at) / 900), sum(sign), sum(sign * issues_read)
        from counted where issues_read is not null group by 1, 2
        on conflict (reader_id, quarter) do update
        set readings = a.readings + excluded.readings, issues = a.issues + excluded.issues)\
      """;

  /** Adds up what happened, each die with each result by itself. */
  private static final String COUNT =
      """
      insert into views.analytics_count as a (reader_id, type, die, result, count)
      select reader_id, type, coalesce(die, 0), coalesce(result, 0), sum(sign)
      from counted group by 1, 2, 3, 4
      on conflict (reader_id, type, die, result) do update set count = a.count + excluded.count\
      """;

  private final ReaderId readerId;
  private final Changes changes;
  private final List<Fact> facts = new ArrayList<>();
  private long importCounted;

  CountedEvents(ReaderId readerId, Changes changes) {
    this.readerId = readerId;
    this.changes = changes;
  }

  /** What is counted of an event; die and result only of a roll of the dice. */
  @JsonInclude(
      JsonInclude.Include.NON_NULL) // what is left out is null, and costs the database less
  private record Fact(
      long version,
      ActionType type,
      Instant at,
      @Nullable Integer die,
      @Nullable Integer result,
      @Nullable ThreadId threadId,
      @Nullable String format,
      @Nullable Integer issuesRead,
      @Nullable Double rating,
      boolean undone) {}

  @Override
  public void take(RecordedEvent recorded, Contents after) {
    switch (recorded.event()) {
      case ThreadRated e -> read(recorded, after, e.threadId(), e.issuesRead(), e.rating());
      case IssuesRead e -> read(recorded, after, e.threadId(), e.issuesRead(), null);
      case DieRolled e -> add(recorded, e.die().sides(), e.result(), null, null, null, null);
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

  private void count(RecordedEvent recorded) {
    add(recorded, null, null, null, null, null, null);
  }

  private void read(
      RecordedEvent recorded,
      Contents after,
      ThreadId threadId,
      int issuesRead,
      @Nullable Double rating) {
    String format = after.thread(threadId).orElseThrow().format();
    add(recorded, null, null, threadId, format, issuesRead, rating);
  }

  private void add(
      RecordedEvent recorded,
      @Nullable Integer die,
      @Nullable Integer result,
      @Nullable ThreadId threadId,
      @Nullable String format,
      @Nullable Integer issuesRead,
      @Nullable Double rating) {
    PileEvent event = recorded.event();
    facts.add(
        new Fact(
            recorded.version(),
            event.type(),
            event.at(),
            die,
            result,
            threadId,
            format,
            issuesRead,
            rating,
            false));
  }

  private void reverse(Reversal reversal) {
    changes.inOrder();
    List<VersionRange> ranges =
        Stream.concat(reversal.takenBack().stream(), reversal.broughtBack().stream()).toList();
    Boolean[] undone = new Boolean[ranges.size()];
    for (int i = 0; i < undone.length; i++) {
      undone[i] = i < reversal.takenBack().size();
    }
    changes.runWith(
        REVERSE + READINGS,
        COUNT,
        ranges.stream().map(VersionRange::first).toArray(Long[]::new),
        ranges.stream().map(VersionRange::last).toArray(Long[]::new),
        undone,
        readerId.number());
  }

  /** Adds what was counted since the last time. */
  private void add() {
    if (!facts.isEmpty()) {
      boolean read = facts.stream().anyMatch(fact -> fact.issuesRead() != null);
      changes.runWith(
          read ? ADD + READINGS : ADD, COUNT, readerId.number(), FactsJson.write(facts));
      facts.clear();
    }
  }

  @Override
  public void end(Fold fold) {
    add();
    PileTotals.add(readerId.number(), fold, changes);
  }
}
