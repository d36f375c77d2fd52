package dev.comicpile.api.event;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to threads outside of play. */
public sealed interface ThreadEvent extends PileEvent {

  @Override
  default ActionType type() {
    return switch (this) {
      case ThreadAdded _ -> ActionType.ADD;
      case ThreadsImported _ -> ActionType.IMPORT;
      case ThreadEdited _ -> ActionType.EDIT;
      case ThreadReactivated _ -> ActionType.REACTIVATE;
      case ThreadDeleted _ -> ActionType.DELETE;
    };
  }

  /** A thread was added; its facts say where. */
  record ThreadAdded(ThreadFacts thread, int position, Instant at) implements ThreadEvent {}

  /** Threads were imported, in the order of the file's rows. */
  record ThreadsImported(List<ThreadFacts> threads, Instant at) implements ThreadEvent {
    public ThreadsImported {
      threads = List.copyOf(threads);
    }
  }

  /**
   * A thread was edited: all of it as it is now, the names of the changed fields, its position now
   * (0 if completed).
   */
  record ThreadEdited(ThreadFacts thread, List<String> changed, int position, Instant at)
      implements ThreadEvent {
    public ThreadEdited {
      changed = List.copyOf(changed);
    }
  }

  /** A completed thread got more issues and stands at the front. */
  record ThreadReactivated(
      ThreadId threadId,
      String title,
      int issuesAdded,
      int issuesRemaining,
      BigDecimal orderKey,
      Instant at)
      implements ThreadEvent {}

  /** A thread was deleted. */
  record ThreadDeleted(ThreadId threadId, String title, @Nullable Integer position, Instant at)
      implements ThreadEvent {}
}
