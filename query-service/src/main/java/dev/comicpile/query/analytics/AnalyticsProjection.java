package dev.comicpile.query.analytics;

import dev.comicpile.query.view.Projector;
import dev.comicpile.query.view.Projectors;
import dev.comicpile.query.view.ViewName;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** The processing group that keeps the analytics view up to date. */
@Component
@ProcessingGroup("analytics")
class AnalyticsProjection {

  private final Projector projector;

  AnalyticsProjection(Projectors projectors) {
    this.projector = projectors.of(ViewName.ANALYTICS);
  }

  @EventHandler
  void on(DomainEventMessage<?> message) {
    projector.on(message);
  }
}
