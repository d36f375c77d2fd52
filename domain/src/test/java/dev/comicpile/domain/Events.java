package dev.comicpile.domain;

import dev.comicpile.api.Die;
import dev.comicpile.api.QueueEnd;
import dev.comicpile.api.SelectionMethod;
import dev.comicpile.api.SessionId;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.event.PileEvent;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.QueueEvent.ThreadMoved;
import dev.comicpile.api.event.SessionEvent;
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
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened, in the words of the examples. A {@link Scenario} sets the times; events of play
 * are of the session {@link #TONIGHT} where nothing else is said.
 */
public final class Events {

  /** The first session of a pile. */
  public static final SessionId TONIGHT = new SessionId(PileWorld.FIRST_SESSION);

  /** The second session of a pile. */
  public static final SessionId TOMORROW = new SessionId(PileWorld.FIRST_SESSION + 1);

  private static final Instant AT = Scenario.EVENING;

  private Events() {}

  /** Added with so many issues, where there were only the active comics before it in the list. */
  public static ThreadAdded added(Comic comic, int issues) {
    return added(ExampleThread.thread(comic).with(issues), issues == 0 ? 0 : comic.place());
  }

  public static ThreadAdded added(ExampleThread thread, int position) {
    return new ThreadAdded(thread.facts(), position, AT);
  }

  public static ThreadsImported imported(ExampleThread... threads) {
    return new ThreadsImported(Arrays.stream(threads).map(ExampleThread::facts).toList(), AT);
  }

  public static ThreadEdited edited(ExampleThread thread, int position, String... changed) {
    return new ThreadEdited(thread.facts(), List.of(changed), position, AT);
  }

  public static ThreadReactivated reactivated(Comic comic, int issues, String orderKey) {
    return new ThreadReactivated(
        comic.id(), comic.title(), issues, issues, new BigDecimal(orderKey), AT);
  }

  public static ThreadDeleted deleted(Comic comic, int position) {
    return new ThreadDeleted(comic.id(), comic.title(), position, AT);
  }

  public static ThreadMoved moved(Comic comic, int from, int to, String orderKey) {
    return new ThreadMoved(
        comic.id(), comic.title(), from, to, new BigDecimal(orderKey), List.of(), AT);
  }

  public static QueueCleared cleared(Comic... comics) {
    return new QueueCleared(ids(List.of(comics)), AT);
  }

  public static SessionStarted sessionStarted(Die startDie) {
    return new SessionStarted(TONIGHT, startDie, null, AT);
  }

  public static SessionEnded sessionEnded(SessionEnded.Reason reason, Instant endedAt) {
    return new SessionEnded(TONIGHT, reason, endedAt, AT);
  }

  /** The pool that a die is rolled over. */
  public static List<Comic> over(Comic... comics) {
    return List.of(comics);
  }

  /** Rolled on a d6 with nothing else in the pool. */
  public static DieRolled rolled(Comic comic) {
    return rolled(comic, Die.D6, over(comic), 1);
  }

  public static DieRolled rolled(Comic comic, Die die, List<Comic> pool, int position) {
    return rolled(comic, die, pool, position, 0, 0);
  }

  public static DieRolled rolled(
      Comic comic, Die die, List<Comic> pool, int position, int snoozedAhead, int snoozed) {
    return new DieRolled(
        TONIGHT,
        comic.id(),
        comic.title(),
        die,
        ids(pool),
        pool.indexOf(comic) + 1,
        position,
        snoozedAhead,
        snoozed,
        AT);
  }

  public static ThreadChosen overridden(Comic comic, Die die, int position) {
    return chosen(comic, SelectionMethod.OVERRIDE, die, position, 0, 0);
  }

  public static ThreadChosen setAsPending(Comic comic, Die die, int position) {
    return chosen(comic, SelectionMethod.SET_PENDING, die, position, 0, 0);
  }

  public static ThreadChosen chosen(
      Comic comic, SelectionMethod method, Die die, int position, int snoozedAhead, int snoozed) {
    return new ThreadChosen(
        TONIGHT, comic.id(), comic.title(), method, die, position, snoozedAhead, snoozed, AT);
  }

  public static PendingThreadSkipped skipped(Comic comic) {
    return new PendingThreadSkipped(TONIGHT, comic.id(), comic.title(), AT);
  }

  /** Rated after one issue. */
  public static ThreadRated rated(
      Comic comic,
      double rating,
      int issuesLeft,
      Die before,
      Die after,
      @Nullable QueueEnd movedTo,
      @Nullable String orderKey) {
    return new ThreadRated(
        TONIGHT,
        comic.id(),
        comic.title(),
        rating,
        1,
        issuesLeft,
        before,
        after,
        movedTo,
        orderKey == null ? null : new BigDecimal(orderKey),
        AT);
  }

  public static IssuesRead read(Comic comic, int issues, int issuesLeft) {
    return new IssuesRead(TONIGHT, comic.id(), comic.title(), issues, issuesLeft, AT);
  }

  public static ThreadSnoozed snoozed(Comic comic, Die before, Die after) {
    return new ThreadSnoozed(TONIGHT, comic.id(), comic.title(), before, after, AT);
  }

  public static ThreadUnsnoozed unsnoozed(Comic comic) {
    return new ThreadUnsnoozed(TONIGHT, comic.id(), comic.title(), AT);
  }

  public static DieSet dieSet(Die before, Die after) {
    return new DieSet(TONIGHT, before, after, AT);
  }

  public static ManualDieCleared manualDieCleared(Die before, Die after) {
    return new ManualDieCleared(TONIGHT, before, after, AT);
  }

  /** The same in another session. */
  public static <E extends SessionEvent> E in(SessionId session, E event) {
    return with(event, "sessionId", session);
  }

  /** The same at another time. */
  public static <E extends PileEvent> E at(Instant time, E event) {
    return with(event, "at", time);
  }

  private static List<ThreadId> ids(List<Comic> comics) {
    return comics.stream().map(Comic::id).toList();
  }

  private static <E extends PileEvent> E with(E event, String component, Object value) {
    try {
      RecordComponent[] components = event.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(event);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked")
      Class<E> type = (Class<E>) event.getClass();
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(event + " has no " + component, e);
    }
  }
}
