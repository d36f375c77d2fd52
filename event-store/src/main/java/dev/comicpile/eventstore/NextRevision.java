package dev.comicpile.eventstore;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings an event from one revision to the next by a change of its fields. */
abstract class NextRevision extends SingleEventUpcaster {

  private final SerializedType from;
  private final SerializedType to;

  /**
   * A step from one revision to the next.
   *
   * @param event the stored name of the event
   * @param from the revision before, {@code 1} or more; the one after is the next number
   */
  NextRevision(String event, int from) {
    this.from = new SimpleSerializedType(event, Integer.toString(from));
    this.to = new SimpleSerializedType(event, Integer.toString(from + 1));
  }

  /** Changes a copy of the fields. */
  abstract void change(ObjectNode fields);

  @Override
  protected final boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(from);
  }

  @Override
  protected final IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(
        to,
        JsonNode.class,
        payload -> {
          ObjectNode fields = (ObjectNode) payload.deepCopy();
          change(fields);
          return fields;
        });
  }
}
