package dev.comicpile.query.queue;

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
  public List<String> tables() {
    return List.of("views.thread");
  }
}
