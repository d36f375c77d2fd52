package dev.comicpile.domain.thread;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.command.ThreadCommand;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.ReadingQueue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adding, editing, deleting, importing and reactivating threads. None of it touches a session's
 * life.
 */
public final class ThreadRules {

  /** Threads in one event of an import, which keeps every event small. */
  static final int IMPORTED_PER_EVENT = 500;

  private ThreadRules() {}

  /** Decides a command about threads. */
  public static Decision decide(ThreadCommand command, Draft draft) {
    return switch (command) {
      case AddThread c -> add(c, draft);
      case EditThread c -> edit(c, draft);
      case DeleteThread c -> delete(c, draft);
      case ReactivateThread c -> reactivate(c, draft);
      case ImportThreads c -> importAll(c, draft);
    };
  }

  /** A new thread goes to the back of the queue; one with nothing to read is completed at once. */
  private static Decision add(AddThread c, Draft draft) {
    long id = draft.context().ids().nextThreadId();
    ReadingQueue queue = draft.contents().queue();
    BigDecimal key = c.issuesRemaining() == 0 ? null : queue.keyAtBack(id);
    ThreadFacts thread =
        newThread(
            id,
            c.title(),
            c.format(),
            c.issuesRemaining(),
            key,
            c.notes(),
            c.isTest(),
            draft.now());
    draft.emit(new ThreadAdded(thread, key == null ? 0 : queue.size() + 1, draft.now()));
    return draft.decideWithThread(ActionType.ADD, id);
  }

  /**
   * Only what is given changes. Issues falling to 0 complete the thread; rising from 0 they make it
   * active again at the back. An empty note or review address removes it.
   */
  private static Decision edit(EditThread c, Draft draft) {
    ThreadFacts before = draft.thread(c.threadId());
    int issues = c.issuesRemaining() == null ? before.issuesRemaining() : c.issuesRemaining();
    String reviewUrl = edited(c.reviewUrl(), before.reviewUrl());
    boolean reviewed = !Objects.equals(reviewUrl, before.reviewUrl());
    ThreadFacts after =
        new ThreadFacts(
            before.id(),
            c.title() == null ? before.title() : c.title(),
            c.format() == null ? before.format() : c.format(),
            issues,
            keyAfterEdit(before, issues, draft.contents().queue()),
            before.lastRating(),
            before.lastActivityAt(),
            reviewUrl,
            !reviewed ? before.lastReviewAt() : reviewUrl == null ? null : draft.now(),
            edited(c.notes(), before.notes()),
            c.isTest() == null ? before.isTest() : c.isTest(),
            before.createdAt());
    List<String> changed = changedFields(before, after);
    if (!changed.isEmpty()) {
      int position = draft.contents().position(before);
      int newPosition =
          after.completed()
              ? 0
              : before.completed() ? draft.contents().queue().size() + 1 : position;
      draft.emit(new ThreadEdited(after, changed, newPosition, draft.now()));
    }
    return draft.decideWithThread(ActionType.EDIT, c.threadId());
  }

  private static @Nullable String edited(@Nullable String given, @Nullable String before) {
    return given == null ? before : given.isEmpty() ? null : given;
  }

  private static @Nullable BigDecimal keyAfterEdit(
      ThreadFacts before, int issues, ReadingQueue queue) {
    if (issues == 0) {
      return null;
    }
    return before.completed() ? queue.keyAtBack(before.id()) : before.orderKey();
  }

  private static List<String> changedFields(ThreadFacts before, ThreadFacts after) {
    List<String> changed = new ArrayList<>();
    if (!before.title().equals(after.title())) {
      changed.add("title");
    }
    if (!before.format().equals(after.format())) {
      changed.add("format");
    }
    if (before.issuesRemaining() != after.issuesRemaining()) {
      changed.add("issues_remaining");
    }
    if (!Objects.equals(before.notes(), after.notes())) {
      changed.add("notes");
    }
    if (before.isTest() != after.isTest()) {
      changed.add("is_test");
    }
    if (!Objects.equals(before.reviewUrl(), after.reviewUrl())) {
      changed.add("review_url");
    }
    return changed;
  }

  private static Decision delete(DeleteThread c, Draft draft) {
    ThreadFacts thread = draft.thread(c.threadId());
    int position = draft.contents().position(thread);
    draft.emit(new ThreadDeleted(thread.id(), thread.title(), position, draft.now()));
    return draft.decide(ActionType.DELETE, new CountReply(draft.version(), 1));
  }

  /** A completed thread comes back at the front. */
  private static Decision reactivate(ReactivateThread c, Draft draft) {
    ThreadFacts thread = draft.thread(c.threadId());
    if (!thread.completed()) {
      throw refusal(new ThreadNotCompleted(thread.id()));
    }
    draft.emit(
        new ThreadReactivated(
            thread.id(),
            thread.title(),
            c.issuesToAdd(),
            c.issuesToAdd(),
            draft.contents().queue().keyAtFront(thread.id()),
            draft.now()));
    return draft.decideWithThread(ActionType.REACTIVATE, thread.id());
  }

  /** Each row goes to the front in turn, so that the last one ends first. */
  private static Decision importAll(ImportThreads c, Draft draft) {
    for (int from = 0; from < c.rows().size(); from += IMPORTED_PER_EVENT) {
      List<ImportThreads.Row> rows =
          c.rows().subList(from, Math.min(from + IMPORTED_PER_EVENT, c.rows().size()));
      draft.emit(new ThreadsImported(imported(rows, draft), draft.now()));
    }
    return draft.decide(ActionType.IMPORT, new CountReply(draft.version(), c.rows().size()));
  }

  private static List<ThreadFacts> imported(List<ImportThreads.Row> rows, Draft draft) {
    List<ThreadFacts> threads = new ArrayList<>(rows.size());
    BigDecimal front = null;
    for (ImportThreads.Row row : rows) {
      long id = draft.context().ids().nextThreadId();
      BigDecimal key = null;
      if (row.issuesRemaining() > 0) {
        front =
            front == null
                ? draft.contents().queue().keyAtFront(id)
                : front.subtract(BigDecimal.ONE);
        key = front;
      }
      threads.add(
          newThread(
              id, row.title(), row.format(), row.issuesRemaining(), key, null, false, draft.now()));
    }
    return threads;
  }

  private static ThreadFacts newThread(
      long id,
      String title,
      String format,
      int issuesRemaining,
      @Nullable BigDecimal orderKey,
      @Nullable String notes,
      boolean isTest,
      Instant now) {
    String kept = notes == null || notes.isEmpty() ? null : notes;
    return new ThreadFacts(
        id, title, format, issuesRemaining, orderKey, null, null, null, null, kept, isTest, now);
  }
}
