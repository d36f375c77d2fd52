package dev.comicpile.query.history;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.problem.PileProblem.SessionNotFound;
import dev.comicpile.api.view.SessionView;
import dev.comicpile.query.read.PileReads.Answer;
import dev.comicpile.query.read.ViewQuery;
import dev.comicpile.query.session.KeptSession;
import dev.comicpile.query.view.ViewName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session told from its start: what stands in words, and all its entries. */
record SessionDetails(
    SessionId sessionId,
    Instant startedAt,
    @Nullable Instant endedAt,
    int startDie,
    String ladderPath,
    Narrative narrativeSummary,
    int currentDie,
    List<EntryView> events) {

  /**
   * What stands of a session in words, oldest first.
   *
   * @param read titles with their rating, or without one where there was none
   * @param skipped titles, each once however often it was skipped
   */
  record Narrative(List<String> read, List<String> skipped, List<String> completed) {}

  /** Of the history view alone. The session stands in every row in front of an entry. */
  private static final String ONE =
      """
      select s.facts, s.undone, e.*
      from views.session s
      left join lateral (
        select %s from views.history_entry e
        where e.reader_id = a.reader_id and e.session_id = s.id
        order by e.version) e on true
      where a.wanted and s.reader_id = a.reader_id and s.view = 'history' and s.id = ?
      """
          .formatted(StoredEntries.COLUMNS);

  /**
   * One session as it looks at a moment, undone or not, if it is this reader's; else it is not
   * found.
   */
  static ViewQuery<Answer<SessionDetails>> one(SessionId id, Instant now, PileRules rules) {
    return ViewQuery.one(
        new SessionNotFound(id),
        ViewName.HISTORY,
        ONE,
        row -> told(KeptSession.read(row), row.list(StoredEntries::entry), now, rules),
        id.number());
  }

  private static Answer<SessionDetails> told(
      KeptSession session, List<EntryView> entries, Instant now, PileRules rules) {
    SessionFacts facts = session.facts();
    SessionDetails details =
        new SessionDetails(
            facts.id(),
            facts.startedAt(),
            session.overAt(now, rules.sessionGap()),
            facts.startDie().sides(),
            SessionView.ladderPath(facts),
            narrative(entries),
            facts.currentDie().sides(),
            entries);
    return new Answer<>(details, !session.open());
  }

  /** What stands of the entries, in words. */
  static Narrative narrative(List<EntryView> entries) {
    List<EntryView> standing = entries.stream().filter(entry -> !entry.undone()).toList();
    return new Narrative(
        standing.stream()
            .filter(entry -> entry.is(ActionType.RATE) || entry.is(ActionType.READ))
            .map(SessionDetails::read)
            .toList(),
        titles(standing, entry -> entry.is(ActionType.ROLLED_BUT_SKIPPED)).stream()
            .distinct()
            .toList(),
        titles(standing, EntryView::completed));
  }

  private static String read(EntryView entry) {
    return entry.rating() == null
        ? Objects.requireNonNull(entry.threadTitle())
        : entry.threadTitle() + " (" + entry.rating() + "/5.0)";
  }

  private static List<String> titles(List<EntryView> entries, Predicate<EntryView> which) {
    return entries.stream()
        .filter(which)
        .map(EntryView::threadTitle)
        .map(Objects::requireNonNull)
        .toList();
  }
}
