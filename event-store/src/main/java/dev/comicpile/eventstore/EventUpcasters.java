package dev.comicpile.eventstore;

import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;

/**
 * How events of older revisions are read: each upcaster brings one event from one revision to the
 * next, in the order in which the revisions came. What is stored stays as it was written.
 */
final class EventUpcasters {

  private static final String PROLONGS = "prolongs";

  /** All of them; none is ever taken out, for what it reads is stored for good. */
  static final EventUpcasterChain CHAIN =
      new EventUpcasterChain(
          // Named as the API names it.
          new RenamedField("ThreadChosen", 1, "method", "selection_method"),
          // Nothing was carried into a session, and every undo made the open session go on.
          new AddedField("SessionStarted", 1, "carried_pick", NullNode.getInstance()),
          new AddedField("ActionsUndone", 1, PROLONGS, BooleanNode.TRUE),
          new AddedField("ActionsRedone", 1, PROLONGS, BooleanNode.TRUE),
          new AddedField("PileRestored", 1, PROLONGS, BooleanNode.TRUE),
          new AddedField("ReversalContinued", 1, PROLONGS, BooleanNode.TRUE));

  private EventUpcasters() {}
}
