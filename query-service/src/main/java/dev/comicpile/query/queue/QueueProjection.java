package dev.comicpile.query.queue;

import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.Projectors;
import dev.comicpile.query.view.ViewName;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** The processing group that keeps the queue view up to date. */
@Component
@ProcessingGroup("queue")
class QueueProjection {

  private final Projector projector;

  QueueProjection(Projectors projectors) {
    this.projector = projectors.of(ViewName.QUEUE);
  }

  @EventHandler
  void on(DomainEventMessage<?> message) {
    projector.on(message);
  }
}
