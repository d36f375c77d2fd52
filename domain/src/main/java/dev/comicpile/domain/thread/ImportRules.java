package dev.comicpile.domain.thread;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.ThreadId;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ImportThreads.Row;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Importing threads, beside those that are there or in place of them. */
final class ImportRules {

  /** Threads in one event of an import, which keeps every event small. */
  static final int IMPORTED_PER_EVENT = 500;

  private ImportRules() {}

  /** Each row goes to the front in turn, so that the last one ends first. */
  static Decision importAll(ImportThreads c, Draft draft) {
    importAll(c.rows(), draft);
    return draft.decide(ActionType.IMPORT, new CountReply(draft.version(), c.rows().size()));
  }

  private static void importAll(List<Row> rows, Draft draft) {
    for (int from = 0; from < rows.size(); from += IMPORTED_PER_EVENT) {
      List<Row> some = rows.subList(from, Math.min(from + IMPORTED_PER_EVENT, rows.size()));
      draft.emit(new ThreadsImported(imported(some, draft), draft.now()));
    }
  }

  static Decision replaceAll(ReplaceThreads c, Draft draft) {
    if (draft.activeSession().isPresent() || !holdsJust(c.rows(), draft)) {
      draft
          .activeSession()
          .ifPresent(session -> draft.endSession(session, SessionEnded.Reason.READER, draft.now()));
      List<ThreadId> active = draft.contents().queue().threadIds().toList();
      if (!active.isEmpty()) {
        draft.emit(new QueueCleared(active, draft.now()));
      }
      DeleteRules.byId(draft).forEach(completed -> DeleteRules.delete(completed, draft));
      importAll(c.rows(), draft);
    }
    return draft.decide(ActionType.IMPORT, new CountReply(draft.version(), c.rows().size()));
  }

  /** Whether the pile is as an import of these rows leaves it where there was nothing before. */
  private static boolean holdsJust(List<Row> rows, Draft draft) {
    List<ThreadFacts> threads = DeleteRules.byId(draft).toList();
    if (threads.size() != rows.size()) {
      return false;
    }
    List<ThreadId> queue = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      ThreadFacts thread = threads.get(i);
      ThreadFacts untouched = imported(row, thread.id(), thread.orderKey(), thread.createdAt());
      if (!thread.equals(untouched)) {
        return false;
      }
      if (!thread.completed()) {
        queue.addFirst(thread.id());
      }
    }
    return draft.contents().queue().threadIds().toList().equals(queue);
  }

  private static List<ThreadFacts> imported(List<Row> rows, Draft draft) {
    List<ThreadFacts> threads = new ArrayList<>(rows.size());
    BigDecimal front = null;
    for (Row row : rows) {
      ThreadId id = draft.context().ids().nextThreadId();
      BigDecimal key = null;
      if (row.issuesRemaining().count() > 0) {
        front =
            front == null
                ? draft.contents().queue().keyAtFront(id)
                : front.subtract(BigDecimal.ONE);
        key = front;
      }
      threads.add(imported(row, id, key, draft.now()));
    }
    return threads;
  }

  private static ThreadFacts imported(
      Row row, ThreadId id, @Nullable BigDecimal orderKey, Instant now) {
    return new ThreadFacts(
        id,
        row.title().text(),
        row.format().text(),
        row.issuesRemaining().count(),
        orderKey,
        row.lastRating() == null ? null : (Double) row.lastRating().stars(),
        row.lastActivityAt(),
        row.reviewUrl() == null ? null : row.reviewUrl().orNull(),
        row.lastReviewAt(),
        row.notes() == null ? null : row.notes().orNull(),
        false,
        row.createdAt() == null ? now : row.createdAt());
  }
}
