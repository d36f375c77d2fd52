package dev.comicpile.eventstore;

import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * How events of older revisions are read: each upcaster brings one event from one revision to the
 * next, in the order in which the revisions came. What is stored stays as it was written.
 */
final class EventUpcasters {

  /** All of them; none is ever taken out, for what it reads is stored for good. */
  static final EventUpcasterChain CHAIN =
      new EventUpcasterChain(
          // Named as the API names it.
          new RenamedField("ThreadChosen", 1, "method", "selection_method"));

  private EventUpcasters() {}
}
