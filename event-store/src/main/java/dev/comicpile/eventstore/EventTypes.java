package dev.comicpile.eventstore;

import dev.comicpile.api.event.AccountEvent;
import dev.comicpile.api.event.QueueEvent;
import dev.comicpile.api.event.SessionEvent;
import dev.comicpile.api.event.ThreadEvent;
import dev.comicpile.api.event.UndoEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;

/**
 * The names and revisions events are stored under. They are the contract: a class may be renamed or
 * moved, its name here stays. A new revision of an event gets the next number and an upcaster for
 * the older one, see {@link EventUpcasters}.
 */
final class EventTypes {

  private static final String FIRST = "1";

  private static final Map<Class<?>, SerializedType> TYPES = new LinkedHashMap<>();

  static {
    name(ThreadEvent.ThreadAdded.class, "ThreadAdded", FIRST);
    name(ThreadEvent.ThreadsImported.class, "ThreadsImported", FIRST);
    name(ThreadEvent.ThreadEdited.class, "ThreadEdited", FIRST);
    name(ThreadEvent.ThreadReactivated.class, "ThreadReactivated", FIRST);
    name(ThreadEvent.ThreadDeleted.class, "ThreadDeleted", FIRST);
    name(QueueEvent.ThreadMoved.class, "ThreadMoved", FIRST);
    name(QueueEvent.QueueCleared.class, "QueueCleared", FIRST);
    name(SessionEvent.SessionStarted.class, "SessionStarted", "2");
    name(SessionEvent.SessionEnded.class, "SessionEnded", FIRST);
    name(SessionEvent.DieRolled.class, "DieRolled", FIRST);
    name(SessionEvent.ThreadChosen.class, "ThreadChosen", "2");
    name(SessionEvent.PendingThreadSkipped.class, "PendingThreadSkipped", FIRST);
    name(SessionEvent.ThreadRated.class, "ThreadRated", FIRST);
    name(SessionEvent.IssuesRead.class, "IssuesRead", FIRST);
    name(SessionEvent.ThreadSnoozed.class, "ThreadSnoozed", FIRST);
    name(SessionEvent.ThreadUnsnoozed.class, "ThreadUnsnoozed", FIRST);
    name(SessionEvent.DieSet.class, "DieSet", FIRST);
    name(SessionEvent.ManualDieCleared.class, "ManualDieCleared", FIRST);
    name(UndoEvent.ActionsUndone.class, "ActionsUndone", "2");
    name(UndoEvent.ActionsRedone.class, "ActionsRedone", "2");
    name(UndoEvent.PileRestored.class, "PileRestored", "2");
    name(UndoEvent.ReversalContinued.class, "ReversalContinued", "2");
    name(AccountEvent.ReaderRegistered.class, "ReaderRegistered", FIRST);
    name(AccountEvent.TokensRevoked.class, "TokensRevoked", FIRST);
  }

  private static final Map<SerializedType, Class<?>> CLASSES =
      TYPES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EventTypes() {}

  private static void name(Class<?> event, String name, String revision) {
    TYPES.put(event, new SimpleSerializedType(name, revision));
  }

  /** The stored name and revision of an event's class. */
  static Optional<SerializedType> typeOf(Class<?> event) {
    return Optional.ofNullable(TYPES.get(event));
  }

  /** The class of a stored name and revision. */
  static Optional<Class<?>> classOf(SerializedType type) {
    return Optional.ofNullable(CLASSES.get(type));
  }

  /** Every class of event there is. */
  static Set<Class<?>> all() {
    return TYPES.keySet();
  }
}
