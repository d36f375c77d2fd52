package dev.comicpile.eventstore;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings an event from one revision to the next by giving one of its fields another name. */
final class RenamedField extends SingleEventUpcaster {

  private final SerializedType from;
  private final SerializedType to;
  private final String oldName;
  private final String newName;

  /**
   * The renaming of a field.
   *
   * @param event the stored name of the event
   * @param from the revision before, {@code 1} or more; the one after is the next number
   */
  RenamedField(String event, int from, String oldName, String newName) {
    this.from = new SimpleSerializedType(event, Integer.toString(from));
    this.to = new SimpleSerializedType(event, Integer.toString(from + 1));
    this.oldName = oldName;
    this.newName = newName;
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(from);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(to, JsonNode.class, this::renamed);
  }

  private JsonNode renamed(JsonNode payload) {
    ObjectNode renamed = (ObjectNode) payload.deepCopy();
    JsonNode value = renamed.remove(oldName);
    return value == null ? renamed : renamed.set(newName, value);
  }
}
