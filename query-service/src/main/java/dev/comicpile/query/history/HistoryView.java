package dev.comicpile.query.history;

import dev.comicpile.api.ReaderId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Actions;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Fold;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that happened, entry by entry, and which entries stand. */
@Configuration(proxyBeanMethods = false)
class HistoryView {

  /** Threads that an event concerns beside the one that its entry names. */
  private static final String LINKS =
      Changes.into("views.history_thread", "thread_id, version", "on conflict do nothing");

  private static final String UNDONE =
      """
      update views.history_entry set undone = ?
      where reader_id = ? and version between ? and ?\
      """;

  private static final String LINK_THOSE_OF =
      """
      insert into views.history_thread (reader_id, thread_id, version)
      select r.reader_id, c.thread_id, r.version
      from (select ?::bigint as version, ?::bigint as reader_id, ?::bigint as first,
              ?::bigint as last) r
      cross join lateral (
        select e.thread_id from views.history_entry e
        where e.reader_id = r.reader_id and e.version between r.first and r.last
          and e.thread_id is not null
        union
        select t.thread_id from views.history_thread t
        where t.reader_id = r.reader_id and t.version between r.first and r.last) c
      on conflict do nothing\
      """;

  private static final String ARE_TESTS =
      """
      insert into views.history_test_thread (reader_id, thread_id)
      select ?, unnest(?) on conflict do nothing\
      """;

  private static final String ARE_NONE =
      "delete from views.history_test_thread where reader_id = ? and thread_id = any (?)";

  private static final List<String> TABLES =
      List.of("views.history_entry", "views.history_thread", "views.history_test_thread");

  @Bean
  View history() {
    return new View(ViewName.HISTORY, TABLES, null, Entries::new);
  }

  private record Link(ThreadId threadId, long version) {}

  /** What a run of events adds; a reversal among them needs what was before it to be there. */
  private static final class Entries implements View.Run {
    private final ReaderId readerId;
    private final Changes changes;
    private final List<PileEvent> action = new ArrayList<>();
    private final Map<ThreadId, Boolean> tests = new TreeMap<>();
    private final List<EntryRow> entries = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    Entries(ReaderId readerId, Changes changes) {
      this.readerId = readerId;
      this.changes = changes;
    }

    @Override
    public void take(RecordedEvent recorded, Contents after) {
      long version = recorded.version();
      PileEvent event = recorded.event();
      action.add(event);
      entries.add(new EntryRow(version, event, complete(recorded)));
      event.wholeThreads().forEach(thread -> tests.put(thread.id(), thread.isTest()));
      switch (event) {
        case ThreadsImported e ->
            e.threads().forEach(thread -> links.add(new Link(thread.id(), version)));
        case QueueCleared e -> e.threadIds().forEach(id -> links.add(new Link(id, version)));
        case Reversal e -> {
          add();
          e.takenBack().forEach(range -> reverse(version, range, true));
          e.broughtBack().forEach(range -> reverse(version, range, false));
        }
        default -> {}
      }
    }

    private @Nullable ActionView complete(RecordedEvent last) {
      if (!last.endsAction()) {
        return null;
      }
      ActionView complete = Actions.describe(last.action(), last.version(), action, false);
      action.clear();
      return complete;
    }

    /** A reversal concerns every thread that the events it takes or brings back concern. */
    private void reverse(long version, VersionRange range, boolean undone) {
      changes.inOrder();
      changes.run(UNDONE, undone, readerId.number(), range.first(), range.last());
      changes.run(LINK_THOSE_OF, version, readerId.number(), range.first(), range.last());
    }

    private void add() {
      changes.insert(EntryRow.INSERT, readerId, entries);
      changes.insert(LINKS, readerId, links);
      entries.clear();
      links.clear();
    }

    @Override
    public void end(Fold fold) {
      add();
      mark(ARE_TESTS, true);
      mark(ARE_NONE, false);
    }

    /** Which threads are there for tests only; what is deleted stays what it was. */
    private void mark(String sql, boolean test) {
      Long[] ids =
          tests.entrySet().stream()
              .filter(thread -> thread.getValue() == test)
              .map(thread -> thread.getKey().number())
              .toArray(Long[]::new);
      if (ids.length > 0) {
        changes.run(sql, readerId.number(), ids);
      }
    }
  }
}
