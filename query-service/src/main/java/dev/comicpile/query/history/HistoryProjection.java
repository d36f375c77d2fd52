package dev.comicpile.query.history;

import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.Projectors;
import dev.comicpile.query.view.ViewName;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** The processing group that keeps the history view up to date. */
@Component
@ProcessingGroup("history")
class HistoryProjection {

  private final Projector projector;

  HistoryProjection(Projectors projectors) {
    this.projector = projectors.of(ViewName.HISTORY);
  }

  @EventHandler
  void on(DomainEventMessage<?> message) {
    projector.on(message);
  }
}
