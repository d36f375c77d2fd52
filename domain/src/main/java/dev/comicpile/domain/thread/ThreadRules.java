package dev.comicpile.domain.thread;

import dev.comicpile.api.command.ThreadCommand;
import dev.comicpile.api.command.ThreadCommand.AddThread;
import dev.comicpile.api.command.ThreadCommand.DeleteTestThreads;
import dev.comicpile.api.command.ThreadCommand.DeleteThread;
import dev.comicpile.api.command.ThreadCommand.EditThread;
import dev.comicpile.api.command.ThreadCommand.ImportReviews;
import dev.comicpile.api.command.ThreadCommand.ImportThreads;
import dev.comicpile.api.command.ThreadCommand.ReactivateThread;
import dev.comicpile.api.command.ThreadCommand.ReplaceThreads;
import dev.comicpile.domain.decision.Decision;
import dev.comicpile.domain.decision.Draft;
import dev.comicpile.domain.pile.PileLimits;

/** Where to find the rule of each command about threads. */
public final class ThreadRules {

  private ThreadRules() {}

  /** Decides a command about threads, in a pile that does not become too large by it. */
  public static Decision decide(ThreadCommand<?> command, Draft draft) {
    Decision decision =
        switch (command) {
          case AddThread c -> AddRules.add(c, draft);
          case EditThread c -> EditRules.edit(c, draft);
          case DeleteThread c -> DeleteRules.delete(c, draft);
          case DeleteTestThreads c -> DeleteRules.deleteTestThreads(draft);
          case ReactivateThread c -> ReactivateRules.reactivate(c, draft);
          case ImportThreads c -> ImportRules.importAll(c, draft);
          case ReplaceThreads c -> ImportRules.replaceAll(c, draft);
          case ImportReviews c -> ReviewRules.importAll(c, draft);
        };
    PileLimits.require(draft.pile().contents(), draft.contents());
    return decision;
  }
}
