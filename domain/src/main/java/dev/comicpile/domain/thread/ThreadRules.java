package dev.comicpile.domain.thread;

import static dev.comicpile.domain.decision.Draft.refusal;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.command.ThreadCommand;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteTestThreads;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.api.event.QueueEvent.QueueCleared;
import dev.comicpile.api.event.SessionEvent.SessionEnded;
import dev.comicpile.api.event.ThreadEvent.ThreadAdded;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadEvent.ThreadEdited;
import dev.comicpile.api.event.ThreadEvent.ThreadReactivated;
import dev.comicpile.api.event.ThreadEvent.ThreadsImported;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.problem.PileProblem.ThreadNotCompleted;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.api.view.PileReply.ReviewsReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.PileLimits;
import dev.comicpile.domain.pile.ReadingQueue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adding, editing, deleting, importing and reactivating threads. None of it touches a session's
 * life, but that a session ends with the pile it was for.
 */
public final class ThreadRules {

  /** Threads in one event of an import, which keeps every event small. */
  static final int IMPORTED_PER_EVENT = 500;

  private ThreadRules() {}

  /** Decides a command about threads, in a pile that does not become too large by it. */
  public static Decision decide(ThreadCommand<?> command, Draft draft) {
    Decision decision = decideAnySize(command, draft);
    PileLimits.require(draft.pile().contents(), draft.contents());
    return decision;
  }

  private static Decision decideAnySize(ThreadCommand<?> command, Draft draft) {
    return switch (command) {
      case AddThread c -> add(c, draft);
      case EditThread c -> edit(c, draft);
      case DeleteThread c -> delete(c, draft);
      case ReactivateThread c -> reactivate(c, draft);
      case ImportThreads c -> importAll(c, draft);
      case ReplaceThreads c -> replaceAll(c, draft);
      case ImportReviews c -> importReviews(c, draft);
      case DeleteTestThreads c -> deleteTestThreads(draft);
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
    delete(draft.thread(c.threadId()), draft);
    return draft.decide(ActionType.DELETE, new CountReply(draft.version(), 1));
  }

  private static void delete(ThreadFacts thread, Draft draft) {
    int position = draft.contents().position(thread);
    draft.emit(new ThreadDeleted(thread.id(), thread.title(), position, draft.now()));
  }

  private static Decision deleteTestThreads(Draft draft) {
    List<ThreadFacts> tests = byId(draft).filter(ThreadFacts::isTest).toList();
    tests.forEach(thread -> delete(thread, draft));
    return draft.decide(ActionType.DELETE, new CountReply(draft.version(), tests.size()));
  }

  private static Stream<ThreadFacts> byId(Draft draft) {
    return draft.contents().threads().values().stream()
        .sorted(Comparator.comparingLong(ThreadFacts::id));
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
    importAll(c.rows(), draft);
    return draft.decide(ActionType.IMPORT, new CountReply(draft.version(), c.rows().size()));
  }

  private static void importAll(List<ImportThreads.Row> rows, Draft draft) {
    for (int from = 0; from < rows.size(); from += IMPORTED_PER_EVENT) {
      List<ImportThreads.Row> some =
          rows.subList(from, Math.min(from + IMPORTED_PER_EVENT, rows.size()));
      draft.emit(new ThreadsImported(imported(some, draft), draft.now()));
    }
  }

  private static Decision replaceAll(ReplaceThreads c, Draft draft) {
    if (draft.activeSession().isPresent() || !holdsJust(c.rows(), draft)) {
      draft
          .activeSession()
          .ifPresent(
              session ->
                  draft.emit(
                      new SessionEnded(
                          session.id(), SessionEnded.Reason.READER, draft.now(), draft.now())));
      List<Long> active = draft.contents().queue().threadIds().toList();
      if (!active.isEmpty()) {
        draft.emit(new QueueCleared(active, draft.now()));
      }
      byId(draft).forEach(completed -> delete(completed, draft));
      importAll(c.rows(), draft);
    }
    return draft.decide(ActionType.IMPORT, new CountReply(draft.version(), c.rows().size()));
  }

  /** Whether the pile is as an import of these rows leaves it where there was nothing before. */
  private static boolean holdsJust(List<ImportThreads.Row> rows, Draft draft) {
    List<ThreadFacts> threads = byId(draft).toList();
    if (threads.size() != rows.size()) {
      return false;
    }
    List<Long> queue = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ImportThreads.Row row = rows.get(i);
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

  /**
   * Each review is an edit of its thread, all of them one action. A review of a thread that the
   * pile does not hold is left out and named.
   */
  private static Decision importReviews(ImportReviews c, Draft draft) {
    Map<Long, ImportReviews.Review> latest = new LinkedHashMap<>();
    SortedSet<Long> unknown = new TreeSet<>();
    int imported = 0;
    for (ImportReviews.Review review : c.reviews()) {
      if (draft.contents().thread(review.threadId()).isPresent()) {
        latest.put(review.threadId(), review);
        imported++;
      } else {
        unknown.add(review.threadId());
      }
    }
    latest.values().forEach(review -> importReview(review, draft));
    return draft.decide(
        ActionType.EDIT, new ReviewsReply(draft.version(), imported, List.copyOf(unknown)));
  }

  private static void importReview(ImportReviews.Review review, Draft draft) {
    ThreadFacts before = draft.thread(review.threadId());
    ThreadFacts after =
        new ThreadFacts(
            before.id(),
            before.title(),
            before.format(),
            before.issuesRemaining(),
            before.orderKey(),
            before.lastRating(),
            before.lastActivityAt(),
            review.url(),
            review.at(),
            before.notes(),
            before.isTest(),
            before.createdAt());
    List<String> changed = changedFields(before, after);
    if (!review.at().equals(before.lastReviewAt())) {
      changed.add("last_review_at");
    }
    if (!changed.isEmpty()) {
      draft.emit(new ThreadEdited(after, changed, draft.contents().position(after), draft.now()));
    }
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
      threads.add(imported(row, id, key, draft.now()));
    }
    return threads;
  }

  private static ThreadFacts imported(
      ImportThreads.Row row, long id, @Nullable BigDecimal orderKey, Instant now) {
    return new ThreadFacts(
        id,
        row.title(),
        row.format(),
        row.issuesRemaining(),
        orderKey,
        row.lastRating(),
        row.lastActivityAt(),
        row.reviewUrl(),
        row.lastReviewAt(),
        row.notes(),
        false,
        row.createdAt() == null ? now : row.createdAt());
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
