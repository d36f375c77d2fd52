package dev.comicpile.domain.thread;

import dev.comicpile.api.ActionType;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.event.ThreadEvent.ThreadDeleted;
import dev.comicpile.api.event.ThreadFacts;
import dev.comicpile.api.view.PileReply.CountReply;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deleting threads: one, or all that are marked as tests. */
final class DeleteRules {

  private DeleteRules() {}

  static Decision delete(DeleteThread c, Draft draft) {
    delete(draft.thread(c.threadId()), draft);
    return draft.decide(ActionType.DELETE, new CountReply(draft.version(), 1));
  }

  static Decision deleteTestThreads(Draft draft) {
    List<ThreadFacts> tests = byId(draft).filter(ThreadFacts::isTest).toList();
    tests.forEach(thread -> delete(thread, draft));
    return draft.decide(ActionType.DELETE, new CountReply(draft.version(), tests.size()));
  }

  static void delete(ThreadFacts thread, Draft draft) {
    int position = draft.contents().position(thread);
    draft.emit(new ThreadDeleted(thread.id(), thread.title(), position, draft.now()));
  }

  /** All threads of the pile in the order in which they came. */
  static Stream<ThreadFacts> byId(Draft draft) {
    return draft.contents().threads().values().stream()
        .sorted(Comparator.comparing(ThreadFacts::id));
  }
}
