package dev.comicpile.domain.archive;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.Die;
import dev.comicpile.api.PileRules;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.event.OrderEntry;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent.DieRolled;
import dev.comicpile.api.event.SessionEvent.DieSet;
import dev.comicpile.api.event.SessionEvent.IssuesRead;
import dev.comicpile.api.event.SessionEvent.ManualDieCleared;
import dev.comicpile.api.event.SessionEvent.PendingThreadSkipped;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.SessionEvent.SessionStarted;
import dev.comicpile.api.event.SessionEvent.ThreadChosen;
import dev.comicpile.api.event.SessionEvent.ThreadRated;
import dev.comicpile.api.event.SessionEvent.ThreadSnoozed;
import dev.comicpile.api.event.SessionEvent.ThreadUnsnoozed;
import dev.comicpile.api.event.SessionFacts;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.domain.archive.EarlierPile.Event;
import dev.comicpile.domain.archive.EarlierPile.Kind;
import dev.comicpile.domain.archive.EarlierPile.Session;
import dev.comicpile.domain.archive.EarlierPile.Thread;
import dev.comicpile.domain.pile.Contents;
import dev.comicpile.domain.pile.RecordedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of one {@link EarlierPile}. What happened becomes events with their original
 * times, in their order; each is an action of its own, so that it can be undone. Titles and formats
 * are those of the end, for the rows know no earlier ones, and a thread starts with what it has
 * left and what was read of it. In the end every thread is exactly as its row says, by a move and
 * edits that set what the events don't explain.
 *
 * <p>What dangles is carried over as far as events can say it: a thread that is gone is added under
 * a title of its own and deleted after its last event, an event without a session is entered under
 * the one that was going on, a session that was never ended is over at its last activity.
 */
public final class EarlierPileConversion {

  /** The stream, and a sentence for everything that is not quite what the rows say. */
  public record Converted(List<RecordedEvent> events, List<String> notCarriedOver) {}

  /** What comes first where times are equal. */
  private enum Rank {
    THREAD,
    EVENT_OF_EARLIER_SESSION,
    SESSION_START,
    EVENT,
    REVIEW,
    GONE,
    SESSION_END
  }

  private record Item(Instant time, Rank rank, long order, Runnable step) {}

  private static final String GONE_FORMAT = "Unknown";

  private final EarlierPile pile;
  private final LongSupplier sessionIds;
  private final PileRules rules;
  private final List<Item> items = new ArrayList<>();
  private final List<RecordedEvent> stream = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Long, Session> sessions = new TreeMap<>();

  /** Sessions that rows don't know, by the id that events give them. */
  private final Map<Long, Long> goneSessions = new HashMap<>();

  private Contents contents = Contents.EMPTY;
  private Instant latest = Instant.MIN;

  private EarlierPileConversion(EarlierPile pile, LongSupplier sessionIds, PileRules rules) {
    this.pile = pile;
    this.sessionIds = sessionIds;
    this.rules = rules;
  }

  /**
   * Converts a pile.
   *
   * @param sessionIds ids that no session has had, for those that had to be invented
   * @param rules the session gap and start die where rows say nothing
   * @throws ArithmeticException if more issues were read of a thread than can be counted
   */
  public static Converted convert(EarlierPile pile, LongSupplier sessionIds, PileRules rules) {
    EarlierPileConversion conversion = new EarlierPileConversion(pile, sessionIds, rules);
    conversion.convert();
    return new Converted(List.copyOf(conversion.stream), List.copyOf(conversion.notes));
  }

  private void convert() {
    List<Event> events = new ArrayList<>();
    pile.events().stream()
        .sorted(Comparator.comparing(Event::timestamp).thenComparingLong(Event::id))
        .filter(this::isKnown)
        .forEach(events::add);
    planThreads(events);
    planSessions(events);
    for (Event event : events) {
      items.add(new Item(event.timestamp(), rank(event), event.id(), () -> happen(event)));
    }
    items.sort(
        Comparator.comparing(Item::time).thenComparing(Item::rank).thenComparingLong(Item::order));
    items.forEach(item -> item.step().run());
    endOpenSession();
    restoreOrder();
    pile.threads().forEach(this::restoreFacts);
  }

  /** The last event of a session may be as late as the start of the next one. */
  private Rank rank(Event event) {
    Long said = event.sessionId();
    Session session = said == null ? null : sessions.get(goneSessions.getOrDefault(said, said));
    return session != null && session.startedAt().isBefore(event.timestamp())
        ? Rank.EVENT_OF_EARLIER_SESSION
        : Rank.EVENT;
  }

  private boolean isKnown(Event event) {
    Kind kind = event.kind();
    if (kind == null) {
      notes.add(named(event) + " is of a kind that this system does not have.");
      return false;
    }
    if (event.subject() == null && kind != Kind.SET_DIE && kind != Kind.CLEAR_DIE) {
      notes.add(named(event) + " names no thread, so it is left out.");
      return false;
    }
    return true;
  }

  private void planThreads(List<Event> events) {
    Map<Long, Instant> first = new HashMap<>();
    Map<Long, Instant> last = new HashMap<>();
    Map<Long, Integer> read = new HashMap<>();
    for (Event event : events) {
      Long id = event.subject();
      if (id != null) {
        first.putIfAbsent(id, event.timestamp());
        last.put(id, event.timestamp());
        if (event.kind() == Kind.READ) {
          read.merge(id, event.issues(), Math::addExact);
        }
      }
    }
    Set<Long> known = new HashSet<>();
    for (Thread thread : pile.threads()) {
      known.add(thread.id());
      int issues = Math.addExact(thread.issuesRemaining(), read.getOrDefault(thread.id(), 0));
      Instant added = earlier(thread.createdAt(), first.get(thread.id()));
      items.add(new Item(added, Rank.THREAD, orderOf(thread), () -> add(thread, issues, added)));
      planReview(thread, added);
      noteStatus(thread);
    }
    noteSharedPositions();
    new TreeMap<>(first)
        .forEach(
            (id, time) -> {
              if (!known.contains(id)) {
                planGoneThread(
                    id,
                    time,
                    Objects.requireNonNull(last.get(id)),
                    Math.addExact(read.getOrDefault(id, 0), 1));
              }
            });
  }

  private static long orderOf(Thread thread) {
    // Positions are far below 2^31, so that the id decides only between equal ones.
    return thread.queuePosition() * (1L << 31) + Math.min(thread.id(), (1L << 31) - 1);
  }

  private void planGoneThread(long id, Instant first, Instant last, int issues) {
    String title = "Deleted thread " + id;
    notes.add(
        "Thread "
            + id
            + " is not in the export any more; what happened to it is entered under the title '"
            + title
            + "', and it is deleted after that.");
    Thread gone =
        new Thread(id, title, GONE_FORMAT, 1, 0, null, null, null, null, null, null, first);
    items.add(new Item(first, Rank.THREAD, Long.MAX_VALUE, () -> add(gone, issues, first)));
    items.add(
        new Item(
            last,
            Rank.GONE,
            id,
            () -> {
              ThreadFacts thread = contents.thread(id).orElseThrow();
              int position = contents.position(thread);
              emit(ActionType.DELETE, new ThreadDeleted(id, title, position, last));
            }));
  }

  private void planReview(Thread thread, Instant added) {
    Instant reviewed = thread.lastReviewAt();
    if (thread.reviewUrl() != null && reviewed != null && reviewed.isAfter(added)) {
      items.add(
          new Item(
              reviewed,
              Rank.REVIEW,
              thread.id(),
              () -> {
                ThreadFacts before = contents.thread(thread.id()).orElseThrow();
                edit(withReview(before, thread), List.of("review_url"), reviewed);
              }));
    }
  }

  private void noteStatus(Thread thread) {
    String status = thread.issuesRemaining() == 0 ? "completed" : "active";
    if (thread.status() != null && !status.equals(thread.status())) {
      notes.add(
          named(thread)
              + " is said to be "
              + thread.status()
              + ", but with "
              + thread.issuesRemaining()
              + " issues remaining it is "
              + status
              + ".");
    }
  }

  private void noteSharedPositions() {
    Map<Integer, List<String>> byPosition = new TreeMap<>();
    for (Thread thread : inOrder()) {
      byPosition
          .computeIfAbsent(thread.queuePosition(), position -> new ArrayList<>())
          .add(Long.toString(thread.id()));
    }
    byPosition.forEach(
        (position, ids) -> {
          if (ids.size() > 1) {
            notes.add(
                "Threads "
                    + String.join(", ", ids)
                    + " share the position "
                    + position
                    + "; they stand in the order of their ids.");
          }
        });
  }

  private void planSessions(List<Event> events) {
    Map<Long, Instant> first = new HashMap<>();
    Map<Long, Instant> last = new HashMap<>();
    Set<Long> known = new HashSet<>();
    pile.sessions().forEach(session -> known.add(session.id()));
    Map<Long, Event> opening = new TreeMap<>();
    for (Event event : events) {
      Long id = event.sessionId();
      if (id != null) {
        first.putIfAbsent(id, event.timestamp());
        last.put(id, event.timestamp());
        if (!known.contains(id)) {
          opening.putIfAbsent(id, event);
        }
      }
    }
    for (Session session : pile.sessions()) {
      sessions.put(session.id(), session);
      if (dieOr(session.startDie(), null) == null) {
        notes.add(
            "Session "
                + session.id()
                + " has no start die of the ladder; "
                + rules.startDie()
                + " is entered instead.");
      }
      planSession(session, first.get(session.id()), last.get(session.id()));
    }
    opening.forEach(
        (gone, event) -> {
          long id = sessionIds.getAsLong();
          goneSessions.put(gone, id);
          notes.add(
              "Session "
                  + gone
                  + " is not in the export; its events are entered under a new session "
                  + id
                  + ".");
          Session session = new Session(id, event.timestamp(), null, event.die());
          sessions.put(id, session);
          planSession(session, event.timestamp(), last.get(gone));
        });
  }

  private void planSession(Session session, @Nullable Instant first, @Nullable Instant last) {
    Instant start = earlier(session.startedAt(), first);
    items.add(new Item(start, Rank.SESSION_START, session.id(), () -> start(session, start)));
    Instant ended = session.endedAt();
    Instant over = later(ended == null ? session.startedAt() : ended, last);
    items.add(new Item(over, Rank.SESSION_END, session.id(), () -> end(session, over)));
  }

  private void add(Thread thread, int issues, Instant at) {
    BigDecimal key = issues == 0 ? null : contents.queue().keyAtBack(thread.id());
    Instant reviewed = thread.lastReviewAt();
    boolean reviewedLater = reviewed != null && reviewed.isAfter(at);
    ThreadFacts facts =
        new ThreadFacts(
            thread.id(),
            thread.title(),
            thread.format(),
            issues,
            key,
            null,
            null,
            reviewedLater ? null : thread.reviewUrl(),
            reviewedLater ? null : reviewed,
            thread.notes(),
            false,
            thread.createdAt());
    int position = key == null ? 0 : contents.queue().size() + 1;
    emit(ActionType.ADD, new ThreadAdded(facts, position, at));
  }

  /** Of two sessions at once the first one is over when the second one starts. */
  private void start(Session session, Instant at) {
    List<PileEvent> events = new ArrayList<>();
    contents.openSession().ifPresent(open -> events.add(overBy(open, at)));
    Die die = Objects.requireNonNull(dieOr(session.startDie(), rules.startDie()));
    events.add(new SessionStarted(session.id(), die, null, session.startedAt()));
    emit(ActionType.SESSION_START, events.toArray(PileEvent[]::new));
  }

  private SessionEnded overBy(SessionFacts open, Instant at) {
    Session row = sessions.get(open.id());
    Instant ended = row == null ? null : row.endedAt();
    return new SessionEnded(
        open.id(),
        ended == null ? SessionEnded.Reason.IDLE : SessionEnded.Reason.READER,
        ended == null ? open.lastActivityAt() : ended,
        at);
  }

  private void end(Session session, Instant at) {
    contents
        .openSession()
        .filter(open -> open.id() == session.id())
        .ifPresent(open -> emit(ActionType.SESSION_END, overBy(open, at)));
  }

  private void endOpenSession() {
    contents
        .openSession()
        .ifPresent(open -> emit(ActionType.SESSION_END, overBy(open, open.lastActivityAt())));
  }

  private void happen(Event event) {
    switch (Objects.requireNonNull(event.kind())) {
      case PICK -> pick(event);
      case READ -> read(event);
      case SNOOZE -> snooze(event);
      case UNSNOOZE -> unsnooze(event);
      case SKIP -> {
        SessionFacts session = sessionOf(event);
        ThreadFacts thread = threadOf(event);
        emit(
            ActionType.ROLLED_BUT_SKIPPED,
            new PendingThreadSkipped(session.id(), thread.id(), thread.title(), event.timestamp()));
      }
      case SET_DIE -> {
        SessionFacts session = sessionOf(event);
        Integer sides = event.dieAfter() == null ? event.die() : event.dieAfter();
        Die before = session.currentDie();
        emit(
            ActionType.SET_DIE,
            new DieSet(session.id(), before, die(event, sides, before), event.timestamp()));
      }
      case CLEAR_DIE -> {
        SessionFacts session = sessionOf(event);
        emit(
            ActionType.CLEAR_DIE,
            new ManualDieCleared(
                session.id(), session.currentDie(), session.ladderDie(), event.timestamp()));
      }
    }
  }

  private void pick(Event event) {
    ThreadFacts thread = threadOf(event);
    if (isCompletedFor(event, thread)) {
      return;
    }
    SessionFacts session = sessionOf(event);
    Die die = die(event, event.die(), session.currentDie());
    List<PileEvent> events = new ArrayList<>();
    if (session.snoozed().contains(thread.id())) {
      events.add(new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
    }
    List<Long> snoozed = session.snoozed().stream().filter(id -> id != thread.id()).toList();
    int position = contents.position(thread);
    int ahead =
        (int)
            snoozed.stream()
                .filter(id -> contents.position(contents.thread(id).orElseThrow()) < position)
                .count();
    SelectionMethod method = method(event);
    // Which threads the die was rolled over is not in the rows.
    events.add(
        method == SelectionMethod.RANDOM
            ? new DieRolled(
                session.id(),
                thread.id(),
                thread.title(),
                die,
                List.of(),
                event.result() == null ? 0 : event.result(),
                position,
                ahead,
                snoozed.size(),
                event.timestamp())
            : new ThreadChosen(
                session.id(),
                thread.id(),
                thread.title(),
                method,
                die,
                position,
                ahead,
                snoozed.size(),
                event.timestamp()));
    emit(ActionType.ROLL, events.toArray(PileEvent[]::new));
  }

  private static SelectionMethod method(Event event) {
    String method = event.type().equals("roll") ? event.selectionMethod() : event.type();
    return method == null || method.equals("random")
        ? SelectionMethod.RANDOM
        : method.equals("set_pending") ? SelectionMethod.SET_PENDING : SelectionMethod.OVERRIDE;
  }

  private void read(Event event) {
    SessionFacts session = sessionOf(event);
    ThreadFacts thread = threadOf(event);
    Integer said = event.issuesRead();
    if (said == null || said < 1) {
      notes.add(named(event) + " does not say how many issues were read; one is entered.");
    }
    int remaining = thread.issuesRemaining() - event.issues();
    Double rating = event.rating();
    if (rating == null) {
      emit(
          ActionType.READ,
          new IssuesRead(
              session.id(),
              thread.id(),
              thread.title(),
              event.issues(),
              remaining,
              event.timestamp()));
      return;
    }
    double onStep = Math.clamp(Math.round(rating * 2) / 2.0, 0.5, 5.0);
    if (onStep != rating) {
      notes.add(
          named(event) + " has the rating " + rating + ", which is entered as " + onStep + ".");
    }
    Die before = die(event, event.die(), session.currentDie());
    boolean good = onStep >= rules.ratingThreshold();
    QueueEnd end = remaining == 0 ? null : end(event, good);
    BigDecimal key =
        switch (end) {
          case FRONT -> contents.queue().keyAtFront(thread.id());
          case BACK -> contents.queue().keyAtBack(thread.id());
          case null -> null;
        };
    emit(
        ActionType.RATE,
        new ThreadRated(
            session.id(),
            thread.id(),
            thread.title(),
            onStep,
            event.issues(),
            remaining,
            before,
            die(event, event.dieAfter(), good ? before.down() : before.up()),
            end,
            key,
            event.timestamp()));
  }

  private static QueueEnd end(Event event, boolean good) {
    return switch (event.queueMove()) {
      case "front" -> QueueEnd.FRONT;
      case "back" -> QueueEnd.BACK;
      case null, default -> good ? QueueEnd.FRONT : QueueEnd.BACK;
    };
  }

  private void snooze(Event event) {
    ThreadFacts thread = threadOf(event);
    if (isCompletedFor(event, thread)) {
      return;
    }
    SessionFacts session = sessionOf(event);
    if (session.snoozed().contains(thread.id())) {
      notes.add(named(event) + " snoozes a thread that is snoozed already, so it is left out.");
      return;
    }
    Die before = die(event, event.die(), session.currentDie());
    emit(
        ActionType.SNOOZE,
        new ThreadSnoozed(
            session.id(),
            thread.id(),
            thread.title(),
            before,
            die(event, event.dieAfter(), before.up()),
            event.timestamp()));
  }

  private void unsnooze(Event event) {
    SessionFacts session = sessionOf(event);
    ThreadFacts thread = threadOf(event);
    if (!session.snoozed().contains(thread.id())) {
      notes.add(named(event) + " unsnoozes a thread that is not snoozed, so it is left out.");
      return;
    }
    emit(
        ActionType.UNSNOOZE,
        new ThreadUnsnoozed(session.id(), thread.id(), thread.title(), event.timestamp()));
  }

  private boolean isCompletedFor(Event event, ThreadFacts thread) {
    if (thread.completed()) {
      notes.add(
          named(event)
              + " picks or snoozes thread "
              + thread.id()
              + ", which is completed by then, so it is left out.");
    }
    return thread.completed();
  }

  private ThreadFacts threadOf(Event event) {
    return contents.thread(Objects.requireNonNull(event.subject())).orElseThrow();
  }

  /** The session an event belongs to; where that is not going on, the one that is, or a new one. */
  private SessionFacts sessionOf(Event event) {
    Long said = event.sessionId();
    Long wanted = said == null ? null : goneSessions.getOrDefault(said, said);
    SessionFacts open =
        contents
            .openSession()
            .filter(
                session -> (wanted != null && wanted == session.id()) || !isIdle(session, event))
            .orElse(null);
    if (open != null && wanted != null && wanted == open.id()) {
      return open;
    }
    if (open == null) {
      Session session = new Session(sessionIds.getAsLong(), event.timestamp(), null, event.die());
      sessions.put(session.id(), session);
      start(session, event.timestamp());
      open = contents.openSession().orElseThrow();
    }
    notes.add(
        named(event)
            + (said == null
                ? " names no session; it is entered under session "
                : " belongs to session "
                    + said
                    + ", which is over by then; it is entered under session ")
            + open.id()
            + ".");
    return open;
  }

  private boolean isIdle(SessionFacts session, Event event) {
    return session.lastActivityAt().plus(rules.sessionGap()).isBefore(event.timestamp());
  }

  private Die die(Event event, @Nullable Integer sides, Die otherwise) {
    if (sides != null && Die.withSides(sides).isEmpty()) {
      notes.add(
          named(event)
              + " names a d"
              + sides
              + ", which is no die here; "
              + otherwise
              + " is entered instead.");
    }
    return Objects.requireNonNull(dieOr(sides, otherwise));
  }

  private static @Nullable Die dieOr(@Nullable Integer sides, @Nullable Die otherwise) {
    return Optional.ofNullable(sides).flatMap(Die::withSides).orElse(otherwise);
  }

  /** Puts the queue into the order of the rows, by one move that gives all threads new keys. */
  private void restoreOrder() {
    List<Long> wanted = inOrder().stream().map(Thread::id).toList();
    List<Long> order = contents.queue().threadIds().toList();
    if (wanted.equals(order)) {
      return;
    }
    int place = 0;
    while (wanted.get(place).equals(order.get(place))) {
      place++;
    }
    List<OrderEntry> respaced = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      respaced.add(new OrderEntry(wanted.get(i), BigDecimal.valueOf(i)));
    }
    ThreadFacts moved = contents.thread(wanted.get(place)).orElseThrow();
    emit(
        ActionType.MOVE,
        new ThreadMoved(
            moved.id(),
            moved.title(),
            order.indexOf(moved.id()) + 1,
            place + 1,
            BigDecimal.valueOf(place),
            respaced,
            latest));
  }

  private List<Thread> inOrder() {
    return pile.threads().stream()
        .filter(thread -> thread.issuesRemaining() > 0)
        .sorted(Comparator.comparingInt(Thread::queuePosition).thenComparingLong(Thread::id))
        .toList();
  }

  private void restoreFacts(Thread thread) {
    ThreadFacts before = contents.thread(thread.id()).orElseThrow();
    List<String> changed = new ArrayList<>();
    if (!Objects.equals(before.lastRating(), thread.lastRating())) {
      changed.add("last_rating");
    }
    if (!Objects.equals(before.lastActivityAt(), thread.lastActivityAt())) {
      changed.add("last_activity_at");
    }
    if (!Objects.equals(before.reviewUrl(), thread.reviewUrl())) {
      changed.add("review_url");
    }
    if (!Objects.equals(before.lastReviewAt(), thread.lastReviewAt())) {
      changed.add("last_review_at");
    }
    if (!changed.isEmpty()) {
      ThreadFacts reviewed = withReview(before, thread);
      edit(
          new ThreadFacts(
              reviewed.id(),
              reviewed.title(),
              reviewed.format(),
              reviewed.issuesRemaining(),
              reviewed.orderKey(),
              thread.lastRating(),
              thread.lastActivityAt(),
              reviewed.reviewUrl(),
              reviewed.lastReviewAt(),
              reviewed.notes(),
              reviewed.isTest(),
              reviewed.createdAt()),
          changed,
          latest);
    }
  }

  private static ThreadFacts withReview(ThreadFacts before, Thread thread) {
    return new ThreadFacts(
        before.id(),
        before.title(),
        before.format(),
        before.issuesRemaining(),
        before.orderKey(),
        before.lastRating(),
        before.lastActivityAt(),
        thread.reviewUrl(),
        thread.lastReviewAt(),
        before.notes(),
        before.isTest(),
        before.createdAt());
  }

  private void edit(ThreadFacts facts, List<String> changed, Instant at) {
    int position = contents.position(facts);
    emit(ActionType.EDIT, new ThreadEdited(facts, changed, position, at));
  }

  private void emit(ActionType action, PileEvent... events) {
    long last = stream.size() + events.length;
    for (PileEvent event : events) {
      stream.add(new RecordedEvent(stream.size() + 1, event, action, last));
      contents = contents.evolve(event);
      latest = later(latest, event.at());
    }
  }

  private static String named(Event event) {
    return "Event " + event.id() + " (" + event.type() + ")";
  }

  private static String named(Thread thread) {
    return "Thread " + thread.id() + " (" + thread.title() + ")";
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
