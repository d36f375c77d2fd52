package dev.comicpile.query.history;

import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.UndoEvent.Reversal;
import dev.comicpile.api.event.VersionRange;
import dev.comicpile.api.view.ActionView;
import dev.comicpile.domain.pile.RecordedEvent;
import dev.comicpile.domain.undo.Actions;
import dev.comicpile.query.session.SessionFold;
import dev.comicpile.query.session.SessionTable;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.Rows;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Everything that happened, entry by entry and action by action, and what of it stands. */
@Component
class HistoryView implements View {

  private static final Rows.Table LINKS =
      Rows.Table.of(
          "views.history_thread",
          "reader_id bigint, thread_id bigint, version bigint",
          "on conflict do nothing");

  private static final Rows.Table ACTIONS =
      Rows.Table.of(
          "views.history_action",
          """
          reader_id bigint, version bigint, type text, description text, at timestamptz,
          session_id bigint, thread_id bigint, thread_title text, undone boolean\
          """,
          "");

  private static final String UNDONE =
      "update views.%s set undone = ? where reader_id = ? and version between ? and ?";
  private static final String UNDONE_ENTRIES = UNDONE.formatted("history_entry");
  private static final String UNDONE_ACTIONS = UNDONE.formatted("history_action");

  private static final String LINK_THOSE_OF =
      """
      insert into views.history_thread (reader_id, thread_id, version)
      select distinct reader_id, thread_id, ?::bigint
      from views.history_thread
      where reader_id = ? and version between ? and ?
      on conflict do nothing\
      """;

  private static final List<String> TABLES =
      List.of("history_entry", "history_thread", "history_action", "history_test_thread");

  @Override
  public ViewName name() {
    return ViewName.HISTORY;
  }

  @Override
  public SessionTable sessions() {
    return SessionTable.HISTORY;
  }

  @Override
  public void apply(
      long readerId, List<RecordedEvent> events, Changes changes, SessionFold sessions) {
    Run run = new Run(readerId, changes);
    events.forEach(run::enter);
    run.flush();
    TestThreads.apply(readerId, events, changes);
    sessions().write(readerId, sessions, changes);
  }

  /** What a run of events adds; a reversal among them needs what was before it to be there. */
  private static final class Run {
    private final long readerId;
    private final Changes changes;
    private final List<PileEvent> action = new ArrayList<>();
    private Rows entries = new Rows(EntryRow.TABLE);
    private Rows links = new Rows(LINKS);
    private Rows actions = new Rows(ACTIONS);

    Run(long readerId, Changes changes) {
      this.readerId = readerId;
      this.changes = changes;
    }

    void enter(RecordedEvent recorded) {
      long version = recorded.version();
      PileEvent event = recorded.event();
      entries.add(EntryRow.of(readerId, version, event));
      Long threadId = Actions.threadId(event);
      if (threadId != null) {
        links.add(readerId, threadId, version);
      }
      switch (event) {
        case ThreadsImported e -> e.threads().forEach(thread -> link(thread.id(), version));
        case QueueCleared e -> e.threadIds().forEach(id -> link(id, version));
        case Reversal e -> {
          flush();
          e.takenBack().forEach(range -> reverse(version, range, true));
          e.broughtBack().forEach(range -> reverse(version, range, false));
        }
        default -> {}
      }
      action.add(event);
      if (recorded.endsAction()) {
        actions.add(row(Actions.describe(recorded.action(), version, action, false)));
        action.clear();
      }
    }

    private void link(long threadId, long version) {
      links.add(readerId, threadId, version);
    }

    /** A reversal concerns every thread that the events it takes or brings back concern. */
    private void reverse(long version, VersionRange range, boolean undone) {
      changes.inOrder();
      changes.run(UNDONE_ENTRIES, undone, readerId, range.first(), range.last());
      changes.run(UNDONE_ACTIONS, undone, readerId, range.first(), range.last());
      changes.run(LINK_THOSE_OF, version, readerId, range.first(), range.last());
    }

    private Object[] row(ActionView action) {
      return new Object[] {
        readerId,
        action.version(),
        action.type(),
        action.description(),
        action.at(),
        action.sessionId(),
        action.threadId(),
        action.threadTitle(),
        action.undone()
      };
    }

    void flush() {
      changes.insert(entries);
      changes.insert(links);
      changes.insert(actions);
      entries = new Rows(EntryRow.TABLE);
      links = new Rows(LINKS);
      actions = new Rows(ACTIONS);
    }
  }

  @Override
  public void delete(long readerId, Changes changes) {
    TABLES.forEach(
        table -> changes.run("delete from views." + table + " where reader_id = ?", readerId));
    sessions().delete(readerId, changes);
  }
}
