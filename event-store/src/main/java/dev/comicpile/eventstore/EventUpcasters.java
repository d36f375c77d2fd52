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
          NextRevision.withRenamedField("ThreadChosen", 1, "method", "selection_method"),
          // Nothing was carried into a session, and every undo made the open session go on.
          NextRevision.withField("SessionStarted", 1, "carried_pick", NullNode.getInstance()),
          NextRevision.withField("ActionsUndone", 1, PROLONGS, BooleanNode.TRUE),
          NextRevision.withField("ActionsRedone", 1, PROLONGS, BooleanNode.TRUE),
          NextRevision.withField("PileRestored", 1, PROLONGS, BooleanNode.TRUE),
          NextRevision.withField("ReversalContinued", 1, PROLONGS, BooleanNode.TRUE));

  private EventUpcasters() {}
}
