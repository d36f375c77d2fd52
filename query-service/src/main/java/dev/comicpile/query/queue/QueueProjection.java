package dev.comicpile.query.queue;

import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.Projectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** The processing group that keeps the queue view up to date. */
@Component
@ProcessingGroup("queue")
class QueueProjection {

  private final Projector projector;

  QueueProjection(Projectors projectors, QueueView view) {
    this.projector = projectors.of(view);
  }

  @EventHandler
  void on(DomainEventMessage<?> message) {
    projector.on(message);
  }
}
