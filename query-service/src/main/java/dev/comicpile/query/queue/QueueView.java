package dev.comicpile.query.queue;

import dev.comicpile.api.ReaderId;
import dev.comicpile.query.view.Changes;
import dev.comicpile.query.view.ThreadTable;
import dev.comicpile.query.view.View;
import dev.comicpile.query.view.ViewName;
import java.util.List;
import org.springframework.stereotype.Component;

/** Threads, their order, and sessions as they are now: all that a read of the pile needs. */
@Component
class QueueView implements View {

  @Override
  public ViewName name() {
    return ViewName.QUEUE;
  }

  @Override
  public ThreadTable threads() {
    return ThreadTable.QUEUE;
  }

  @Override
  public Run begin(ReaderId readerId, Changes changes) {
    return Run.NONE;
  }

  @Override
  public List<String> tables() {
    return List.of("views.thread");
  }
}
